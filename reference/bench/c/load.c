/* The load: opens connections to an echo server on 127.0.0.1, keeps some of them busy, and says how much came back.
 * Knows nothing of who answers. One thread on epoll(7), so that idle connections cost it nothing.
 *
 *   load echo PORT ACTIVE IDLE BYTES WARM_MS MEASURED_MS PID   each active connection has one message under way
 *   load churn PORT ACTIVE 0 BYTES WARM_MS MEASURED_MS PID     and a new connection for each message
 *   load hold PORT 0 IDLE 0 0 0 0                              opens connections, says so, keeps them until stdin ends
 *
 * A message is lines of 64 bytes. Writes one line of JSON: messages, seconds, and for how many of these there was nothing
 * to do here but wait for the server; and how long the server, the process PID, was on a processor meanwhile.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define LINE 64

struct wire {
  int fd;
  long sent;     /* of the message under way */
  long received; /* of its echo */
  int watched_out;
  int greeted; /* it has been answered once */
};

static char *message;
static long size;
static int port;
static int poller;
static unsigned connections;
static double waited;
static int greeted;

static void fail(const char *what) {
  perror(what);
  exit(1);
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

/* How long all threads of process `pid` were on a processor so far. */
static double on_processor(int pid) {
  char path[300];
  double total = 0;
  snprintf(path, sizeof path, "/proc/%d/task", pid);
  DIR *tasks = opendir(path);
  if (!tasks) fail("the server's threads");
  for (struct dirent *task; (task = readdir(tasks));) {
    unsigned long long ns;
    snprintf(path, sizeof path, "/proc/%d/task/%s/schedstat", pid, task->d_name);
    FILE *file = task->d_name[0] == '.' ? NULL : fopen(path, "r");
    if (file && fscanf(file, "%llu", &ns) == 1) total += ns / 1e9;
    if (file) fclose(file);
  }
  closedir(tasks);
  return total;
}

/* Each connection comes from an address of its own out of 127.0.0.0/8: one address runs out of ports. */
static int connected(void) {
  struct sockaddr_in from = {.sin_family = AF_INET}, to = {.sin_family = AF_INET, .sin_port = htons(port)};
  int on = 1, fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd == -1) fail("socket");
  setsockopt(fd, IPPROTO_IP, 24 /* IP_BIND_ADDRESS_NO_PORT */, &on, sizeof on);
  from.sin_addr.s_addr = htonl(0x7f000002u + (connections++ % 0x00fffff0u));
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (bind(fd, (struct sockaddr *)&from, sizeof from) == -1) fail("bind");
  if (connect(fd, (struct sockaddr *)&to, sizeof to) == -1) fail("connect");
  setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  return fd;
}

static void watch(struct wire *wire, int operation, int out) {
  struct epoll_event event = {.events = EPOLLIN | (out ? EPOLLOUT : 0), .data.ptr = wire};
  if (epoll_ctl(poller, operation, wire->fd, &event) == -1) fail("epoll_ctl");
  wire->watched_out = out;
}

static void push(struct wire *wire) {
  while (wire->sent < size) {
    ssize_t taken = send(wire->fd, message + wire->sent, size - wire->sent, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (taken == -1 && errno == EAGAIN) break;
    if (taken == -1) fail("send");
    wire->sent += taken;
  }
  if (wire->watched_out != (wire->sent < size)) watch(wire, EPOLL_CTL_MOD, wire->sent < size);
}

static void begin(struct wire *wire) {
  wire->sent = wire->received = 0;
  push(wire);
}

static void open_wire(struct wire *wire) {
  wire->fd = connected();
  watch(wire, EPOLL_CTL_ADD, 0);
}

/* Takes what came back, and gives whether the message is complete. */
static int pull(struct wire *wire) {
  static char buffer[1 << 18];
  ssize_t taken = recv(wire->fd, buffer, sizeof buffer, MSG_DONTWAIT);
  if (taken == -1 && errno == EAGAIN) return 0;
  if (taken <= 0) fail("recv: the server left");
  wire->received += taken;
  if (wire->received == size) return 1;
  /* A server that answers in many small pieces may be kept waiting for our word that the last one arrived. */
  int on = 1;
  setsockopt(wire->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof on);
  return 0;
}

static void finish(struct wire *wire, int churn) {
  if (churn) {
    close(wire->fd);
    wire->watched_out = 0;
    open_wire(wire);
  }
  begin(wire);
}

static struct epoll_event events[1024];

static int wait_for_events(void) {
  int found = epoll_wait(poller, events, 1024, 0);
  if (found != 0) return found;
  double begun = now();
  found = epoll_wait(poller, events, 1024, 1000);
  waited += now() - begun;
  return found;
}

static long run(double until, int churn) {
  long complete = 0;
  while (now() < until) {
    int found = wait_for_events();
    for (int i = 0; i < found; i++) {
      struct wire *wire = events[i].data.ptr;
      if (events[i].events & EPOLLOUT) push(wire);
      if ((events[i].events & ~EPOLLOUT) && pull(wire)) {
        complete++;
        if (!wire->greeted) greeted += wire->greeted = 1;
        finish(wire, churn);
      }
    }
  }
  return complete;
}

int main(int argc, char **argv) {
  if (argc != 9) return 2;
  int churn = !strcmp(argv[1], "churn"), hold = !strcmp(argv[1], "hold");
  int active = atoi(argv[3]), idle = atoi(argv[4]);
  double warm = atoi(argv[6]) / 1e3, measured = atoi(argv[7]) / 1e3;
  port = atoi(argv[2]);
  size = atol(argv[5]);
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  message = malloc(size + 1);
  for (long i = 0; i < size; i++) message[i] = i % LINE == LINE - 2 ? '\r' : i % LINE == LINE - 1 ? '\n' : 'x';
  poller = epoll_create1(EPOLL_CLOEXEC);

  for (int i = 0; i < idle; i++) connected();
  if (hold) {
    printf("{\"held\":%d}\n", idle);
    fflush(stdout);
    char c;
    while (read(0, &c, 1) > 0) {
    }
    return 0;
  }
  struct wire *wires = calloc(active, sizeof *wires);
  for (int i = 0; i < active; i++) open_wire(&wires[i]);
  for (int i = 0; i < active; i++) begin(&wires[i]);
  /* Nothing counts before everybody was accepted: those that are busy came last. */
  while (greeted < active) run(now() + 0.02, churn);
  run(now() + warm, churn);
  int pid = atoi(argv[8]);
  double begun_server = on_processor(pid);
  waited = 0;
  double begun = now();
  long complete = run(begun + measured, churn);
  double seconds = now() - begun;
  printf("{\"messages\":%ld,\"seconds\":%.6f,\"waitedSeconds\":%.6f,\"serverSeconds\":%.6f}\n", complete, seconds,
         waited, on_processor(pid) - begun_server);
  return 0;
}

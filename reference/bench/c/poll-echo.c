/* The limit: an echo server on poll(2) that does what asyncore does and nothing else. Says its port on standard output.
 * One list of descriptors, one wait, one recv and one send for each that is ready.
 *
 *   poll-echo             serves until it is killed
 *   poll-echo passes N    says how many microseconds a pass over N idle descriptors takes
 *   poll-echo messages ACTIVE IDLE THREADS
 *                         says how many microseconds a message costs a pass over ACTIVE connections with a message each beside
 *                         IDLE ones, in a process of so many more threads that do nothing: see servers/messages.ts
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#define MOST 20000
#define PIECE 65536

struct pending {
  char *data;
  size_t length;
};

static struct pollfd entries[MOST];
static struct pending pending[MOST];
static int count;

static void join_in(int fd) {
  entries[count] = (struct pollfd){.fd = fd, .events = POLLIN | POLLPRI};
  pending[count++] = (struct pending){0};
}

static void leave(int at) {
  close(entries[at].fd);
  free(pending[at].data);
  count--;
  entries[at] = entries[count];
  pending[at] = pending[count];
}

static void keep(int at, const char *data, size_t length) {
  struct pending *rest = &pending[at];
  rest->data = realloc(rest->data, rest->length + length);
  memcpy(rest->data + rest->length, data, length);
  rest->length += length;
  entries[at].events |= POLLOUT;
}

/* Gives whether the connection is still there. */
static int echo(int at) {
  static char buffer[PIECE];
  ssize_t taken = recv(entries[at].fd, buffer, sizeof buffer, MSG_DONTWAIT);
  if (taken <= 0) return taken == -1 && errno == EAGAIN;
  ssize_t sent = pending[at].length ? 0 : send(entries[at].fd, buffer, taken, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent == -1 && errno != EAGAIN) return 0;
  if (sent < taken) keep(at, buffer + (sent > 0 ? sent : 0), taken - (sent > 0 ? sent : 0));
  return 1;
}

static int flush_pending(int at) {
  struct pending *rest = &pending[at];
  ssize_t sent = send(entries[at].fd, rest->data, rest->length, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (sent == -1) return errno == EAGAIN;
  memmove(rest->data, rest->data + sent, rest->length - sent);
  rest->length -= sent;
  if (!rest->length) entries[at].events &= ~POLLOUT;
  return 1;
}

static void serve(int at) {
  short reported = entries[at].revents;
  int stays = 1;
  if (reported & (POLLIN | POLLPRI)) stays = echo(at);
  if (stays && (reported & POLLOUT)) stays = flush_pending(at);
  if (!stays || (reported & (POLLERR | POLLHUP | POLLNVAL))) leave(at);
}

static int passes(int channels) {
  int pair[2];
  struct timespec from, to;
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  for (int i = 0; i < channels; i++) join_in(dup(pair[0]));
  int rounds = 1 + 2000000 / (channels + 100);
  clock_gettime(CLOCK_MONOTONIC, &from);
  for (int round = 0; round < rounds; round++) poll(entries, count, 0);
  clock_gettime(CLOCK_MONOTONIC, &to);
  printf("{\"microseconds\":%.3f}\n", ((to.tv_sec - from.tv_sec) * 1e6 + (to.tv_nsec - from.tv_nsec) / 1e3) / rounds);
  return 0;
}

static void *rest(void *nothing) {
  pause();
  return nothing;
}

static int by_length(const void *one, const void *other) {
  double a = *(const double *)one, b = *(const double *)other;
  return a < b ? -1 : a > b;
}

static double one_pass(const int *wires, int active) {
  static char data[PIECE];
  struct timespec from, to;
  for (int i = 0; i < active; i++) send(wires[i], data, 64, 0);
  clock_gettime(CLOCK_MONOTONIC, &from);
  poll(entries, count, 0);
  for (int at = count - 1; at >= 0; at--)
    if (entries[at].revents) serve(at);
  clock_gettime(CLOCK_MONOTONIC, &to);
  for (int i = 0; i < active; i++)
    if (recv(wires[i], data, sizeof data, 0) != 64) exit(1);
  return (to.tv_sec - from.tv_sec) * 1e6 + (to.tv_nsec - from.tv_nsec) / 1e3;
}

static int messages(int active, int idle, int threads) {
  enum { PASSES = 4000 };
  static int wires[MOST];
  static double times[PASSES];
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  pthread_t thread;
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  for (int i = 0; i < threads; i++) pthread_create(&thread, NULL, rest, NULL);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 1);
  getsockname(listener, (struct sockaddr *)&address, &length);
  for (int i = 0; i < idle + active; i++) {
    int wire = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(wire, (struct sockaddr *)&address, sizeof address) == -1) return 1;
    join_in(accept(listener, NULL, NULL));
    if (i >= idle) wires[i - idle] = wire;
  }
  for (int i = 0; i < PASSES; i++) times[i] = one_pass(wires, active);
  qsort(times, PASSES, sizeof *times, by_length);
  printf("{\"microseconds\":%.3f}\n", times[PASSES / 10] / active);
  return 0;
}

int main(int argc, char **argv) {
  struct rlimit limit;
  getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
  if (argc == 3) return passes(atoi(argv[2]));
  if (argc == 5) return messages(atoi(argv[2]), atoi(argv[3]), atoi(argv[4]));
  int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) == -1 || listen(listener, 4096) == -1) return 1;
  getsockname(listener, (struct sockaddr *)&address, &length);
  printf("%d\n", ntohs(address.sin_port));
  fflush(stdout);
  join_in(listener);
  for (;;) {
    if (poll(entries, count, -1) == -1 && errno != EINTR) return 1;
    for (int at = count - 1; at > 0; at--)
      if (entries[at].revents) serve(at);
    if (entries[0].revents)
      for (int fd; (fd = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) != -1;) join_in(fd);
  }
}

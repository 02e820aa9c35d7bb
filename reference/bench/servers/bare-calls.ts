// The calls an echo needs, made from Node and nothing else: no map, no channel, no handler. As quick as the reference could ever be.
//   node bare-calls.ts PASS messages=ACTIVE,IDLE, PASS poll or epoll

import { setBlocking } from "../../posix/files.ts";
import { libc } from "../../posix/libc.ts";
import { measureMessages } from "./messages.ts";

const PIECE = 65536;
const POLLIN = 1;
const MSG_NOSIGNAL = 0x4000;
const REPORTED_SHIFT = 16;
const MOST = 20_000;
/** `struct epoll_event` in words of four bytes: only Intel packs it. */
const EVENT_WORDS = process.arch === "x64" ? 3 : 4;
const DATA_WORD = EVENT_WORDS - 2;

const buffer = new Uint8Array(PIECE);
const words = new Int32Array(new ArrayBuffer(MOST * EVENT_WORDS * 4));
const memory = new Uint8Array(words.buffer);
let count = 0;

function echo(fd: number): void {
  libc.send(fd, buffer, libc.recv(fd, buffer, PIECE, 0), MSG_NOSIGNAL);
}

const WAYS = {
  poll: {
    join(fd: number): void {
      words[2 * count] = fd;
      words[2 * count + 1] = POLLIN;
      count += 1;
    },
    pass(): void {
      libc.poll(memory, count, 0);
      for (let at = 0; at < count; at += 1)
        if ((words[2 * at + 1] ?? 0) >> REPORTED_SHIFT !== 0) echo(words[2 * at] ?? -1);
    },
  },
  epoll: {
    join(fd: number): void {
      const event = new Int32Array(new ArrayBuffer(EVENT_WORDS * 4));
      event[0] = POLLIN;
      event[DATA_WORD] = fd;
      libc.epoll_ctl(epollFd(), 1, fd, event);
    },
    pass(): void {
      const found = libc.epoll_wait(epollFd(), memory, MOST, 0);
      for (let at = 0; at < found; at += 1) echo(words[at * EVENT_WORDS + DATA_WORD] ?? -1);
    },
  },
} as const;

let set = -1;

function epollFd(): number {
  if (set === -1) set = libc.epoll_create1(0);
  return set;
}

const [way = "poll", role = ""] = process.argv.slice(2);
const { join, pass } = WAYS[way as keyof typeof WAYS];
const joined = (fd: number) => {
  setBlocking(fd, false);
  join(fd);
};
measureMessages(role.slice("messages=".length), joined, pass);

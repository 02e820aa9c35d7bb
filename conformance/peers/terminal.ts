// The peer's end of a pseudo-terminal, the master, whose other end the program opens by its path.
// Knows terminals; raw mode is set where they are made, so bytes pass as they are.
//
// What the kernel does, and what follows from it:
//
// Bytes go from one end to the other by way of a thread of the kernel, but whoever asks whether there are any, by poll, select
// or read, is answered after it was waited for. So what was written is there for the other side's next pass with timeout 0.
// epoll asks only where somebody was woken, which that thread may do too late on a busy machine: the peer wakes them itself.
//
// A master that nobody has opened the slave of has nothing to read. Once the last slave is closed, it first gives what was
// written and then fails with EIO on Linux, where other systems report the end: the peer sees `end`, until the slave is
// opened again.
//
// When the master closes, the terminal hangs up: what the program has not read by then is lost, reading gives no bytes and
// writing fails with EIO. A process that leads a session and has no controlling terminal gets this one by opening it without
// O_NOCTTY, and is killed by SIGHUP then: adapters, which are such processes, have to open it with O_NOCTTY.

import { wakeTerminal } from "../../reference/posix/special-files.ts";
import { type Host, OsError } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { END } from "./peer.ts";
import type { StreamEnd } from "./stream.ts";

/** The master `fd` of a pseudo-terminal as an end. */
export function terminalEnd(host: Host, fd: number): StreamEnd {
  return {
    fd,
    write: (data) => {
      const written = host.write(fd, data);
      wakeTerminal(fd);
      return written;
    },
    read: (size) => readMaster(host, fd, size),
    close: () => host.close(fd),
  };
}

function readMaster(host: Host, fd: number, size: number): Uint8Array | PeerSaw {
  try {
    const bytes = host.read(fd, size);
    return bytes.length === 0 ? END : bytes;
  } catch (error) {
    if (error instanceof OsError && error.code === "EIO") return END;
    throw error;
  }
}

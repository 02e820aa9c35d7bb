// The peer's end of a FIFO whose other end the program opens by its path.
// Knows pipes; what the program does with its end shows through the kernel alone, for opening a file tells the suite nothing.
//
// What the kernel does, and what follows from it:
//
// Opening a FIFO waits until somebody opens the other end. Without waiting, opening it for reading succeeds, and opening it
// for writing fails while nobody reads. The program opens its end as any program does, so ours is open before its path is told.
//
// A peer that writes therefore reads as well at first, or it could not open its end. If it went on reading, nothing the
// program does would ever break the pipe: writes would be taken after the program closed its end. No system call tells when
// the program has opened it, so the peer stops reading as soon as it does anything with the pipe: programs open a pipe before
// their peer uses it. Where one has not, the pipe is broken as any pipe that nobody reads (EPIPE), and can still be opened.
//
// A peer that reads is given no bytes before the first writer came just as after the last one went. poll tells the two apart:
// Linux reports POLLHUP only once there has been a writer.
//
// What was written stays readable when the writer has closed, and is there as soon as it was written.

import { makeFifo, openFifo } from "../../reference/posix/special-files.ts";
import type { Host } from "../../spec/host.ts";
import type { PeerSaw } from "../../spec/trace.ts";
import { END, isReported, NOTHING } from "./peer.ts";
import type { StreamEnd } from "./stream.ts";

/** Makes a FIFO at `path` and opens the peer's end of it. Throws OsError. */
export function pipeEnd(host: Host, path: string, direction: "to-program" | "from-program"): StreamEnd {
  makeFifo(path);
  return direction === "to-program" ? new WritingEnd(host, path) : new ReadingEnd(host, path);
}

/** The end of a peer that reads what the program writes. Writing to it is what the kernel says it is: an error. */
class ReadingEnd implements StreamEnd {
  readonly fd: number;
  readonly #host: Host;

  constructor(host: Host, path: string) {
    this.#host = host;
    this.fd = openFifo(path, "read");
  }

  read(size: number): Uint8Array | PeerSaw {
    const bytes = this.#host.read(this.fd, size);
    if (bytes.length > 0) return bytes;
    return isReported(this.#host, this.fd, "POLLHUP") ? END : NOTHING;
  }

  write(data: Uint8Array): number {
    return this.#host.write(this.fd, data);
  }

  close(): void {
    this.#host.close(this.fd);
  }
}

/** The end of a peer that writes what the program reads. Reading from it tells whether anybody still reads the pipe. */
class WritingEnd implements StreamEnd {
  readonly fd: number;
  readonly #host: Host;
  #readerFd: number | null;

  constructor(host: Host, path: string) {
    this.#host = host;
    this.#readerFd = openFifo(path, "read");
    this.fd = openFifo(path, "write");
  }

  read(): PeerSaw {
    this.#stopReading();
    return isReported(this.#host, this.fd, "POLLERR") ? { saw: "error", errno: "EPIPE" } : NOTHING;
  }

  write(data: Uint8Array): number {
    this.#stopReading();
    return this.#host.write(this.fd, data);
  }

  close(): void {
    this.#stopReading();
    this.#host.close(this.fd);
  }

  #stopReading(): void {
    if (this.#readerFd !== null) this.#host.close(this.#readerFd);
    this.#readerFd = null;
  }
}

// A file, a pipe or a terminal that looks as much like a socket as a channel needs.
// Knows the kernel through its host; knows nothing of channels.

import type { Host } from "../../spec/host.ts";
import { Descriptor } from "./descriptor.ts";
import { AttributeError, NotImplementedError } from "./errors.ts";
import type { SocketLike } from "./socket.ts";
import { hostOf, socketMap } from "./socket-map.ts";

/**
 * A second descriptor for the file somebody has open, who may close the first one. When it is collected unclosed it
 * closes its descriptor; the original says so in a warning, for which JavaScript has no place.
 * Clauses: FILE-01, FILE-03, FILE-05. Source: CPython 3.11 Lib/asyncore.py, file_wrapper.
 */
export class FileWrapper extends Descriptor implements SocketLike {
  /** Duplicates `fd` on `host`, the global map's unless given. Throws OsError. Clauses: FILE-01, FILE-07. */
  constructor(fd: number, host: Host = hostOf(socketMap)) {
    super(host, host.duplicate(fd));
  }

  /** Reads at most `size` bytes; none at the end. Throws OsError. Clauses: FILE-02, FILE-03, FILE-09. */
  recv(size: number): Uint8Array {
    return this.host.read(this.fileno(), size);
  }

  /** The same as `recv`. Clauses: FILE-02. */
  read(size: number): Uint8Array {
    return this.recv(size);
  }

  /** Writes what the file takes now; gives the number of bytes taken. Throws OsError. Clauses: FILE-02, FILE-03, FILE-09. */
  send(data: Uint8Array): number {
    return this.host.write(this.fileno(), data);
  }

  /** The same as `send`. Clauses: FILE-02. */
  write(data: Uint8Array): number {
    return this.send(data);
  }

  /**
   * The error that waits in a file: there is never one, 0. Throws NotImplementedError for every other option of every
   * other level, and when the answer is to have a size, in bytes.
   * Clauses: FILE-04.
   */
  getsockopt(level: string, option: string, bufferSize?: number | null): 0 {
    if (level === "SOL_SOCKET" && option === "SO_ERROR" && !bufferSize) return 0;
    throw new NotImplementedError("Only asyncore specific behaviour implemented.");
  }

  setBlocking(): never {
    return lack("setblocking");
  }

  isBlocking(): never {
    return lack("getblocking");
  }

  bind(): never {
    return lack("bind");
  }

  listen(): never {
    return lack("listen");
  }

  connect(): never {
    return lack("connect");
  }

  accept(): never {
    return lack("accept");
  }

  getsockname(): never {
    return lack("getsockname");
  }

  getpeername(): never {
    return lack("getpeername");
  }
}

/** What only sockets have is refused as something the wrapper lacks, which in the original it does. */
function lack(attribute: string): never {
  throw new AttributeError(`a file has no '${attribute}'`);
}

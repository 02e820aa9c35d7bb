// A channel around a file that is no socket: a pipe, a terminal, a standard stream.
// Knows whose descriptor it was given; what is read and written is the wrapper's business.

import { Dispatcher } from "./dispatcher.ts";
import { AttributeError } from "./errors.ts";
import { FileWrapper } from "./file-wrapper.ts";
import { type ChannelMap, hostOf } from "./socket-map.ts";

/** Somebody who knows a descriptor. */
export interface HasDescriptor {
  fileno(): number;
}

/**
 * A channel that reads from a file and writes to it. A subclass overrides what it would of a dispatcher.
 * Clauses: FILE-06 to FILE-10. Source: CPython 3.11 Lib/asyncore.py, file_dispatcher.
 */
export class FileDispatcher extends Dispatcher {
  /**
   * Makes a connected channel around a second descriptor for the file, and switches blocking of the file off: it does
   * not block through the first descriptor either. It is registered in `map`, the global one unless given.
   * Throws OsError when there is no such file, and nothing is registered then.
   * Clauses: FILE-06, FILE-07. Source: CPython 3.11 Lib/asyncore.py, file_dispatcher.__init__().
   */
  constructor(file: number | HasDescriptor, map?: ChannelMap | null) {
    super(null, map);
    this.connected = true;
    const fd = typeof file === "number" ? file : file.fileno();
    this.setFile(fd);
    hostOf(this.ownMap).setBlocking(fd, false);
  }

  /**
   * Takes a second descriptor for the file as its own and registers the channel in its own map. Whether the file blocks
   * stays as it is. Throws OsError, and keeps what it had then.
   * Clauses: FILE-01, FILE-06.
   */
  setFile(fd: number): void {
    this.socket = new FileWrapper(fd, hostOf(this.ownMap));
    this.registeredAs = this.socket.fileno();
    this.addChannel();
  }

  /** None ever waits in a file. Clauses: FILE-04. */
  override pendingError(): number {
    const { socket } = this;
    return socket instanceof FileWrapper ? socket.getsockopt("SOL_SOCKET", "SO_ERROR") : super.pendingError();
  }

  /** A file has no address that could be used again. Throws AttributeError. */
  override setReuseAddr(): void {
    if (this.socket instanceof FileWrapper) throw new AttributeError("a file has no 'setsockopt'");
    super.setReuseAddr();
  }
}

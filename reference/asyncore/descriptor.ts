// A descriptor somebody owns: closed by hand once, or else when nobody refers to its owner any more.
// Knows how it ends; knows nothing of what is read from it or written to it.

import type { Host } from "../../spec/host.ts";

const CLOSED = -1;

/** Closes what was never closed. A descriptor that is gone already is nothing to tell anybody about. */
const unclosed = new FinalizationRegistry<{ host: Host; fd: number }>(({ host, fd }) => {
  try {
    host.close(fd);
  } catch {
    // There is nobody left to tell.
  }
});

/**
 * What a socket and a file wrapper have in common: a descriptor of their own on a host. When it is collected unclosed
 * it closes its descriptor.
 * Clauses: DISPATCHER-19, FILE-05.
 */
export abstract class Descriptor {
  readonly host: Host;
  #fd: number;

  constructor(host: Host, fd: number) {
    this.host = host;
    this.#fd = fd;
    unclosed.register(this, { host, fd }, this);
  }

  /** The descriptor number, -1 once it is closed. */
  fileno(): number {
    return this.#fd;
  }

  /**
   * Closes the descriptor, once: it is forgotten first, so that a failure is not repeated. Whatever is done with it
   * afterwards fails with EBADF. Throws OsError.
   * Clauses: CLOSE-02, FILE-03.
   */
  close(): void {
    if (this.#fd === CLOSED) return;
    const fd = this.#fd;
    this.#fd = CLOSED;
    unclosed.unregister(this);
    this.host.close(fd);
  }
}

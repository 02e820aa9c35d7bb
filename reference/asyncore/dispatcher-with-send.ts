// A dispatcher that keeps what the kernel does not take at once, and sends it when there is room.
// Knows its own buffer; knows nothing of sockets.

import { joined } from "./bytes.ts";
import { Dispatcher } from "./dispatcher.ts";
import { AttributeError } from "./errors.ts";
import type { SocketLike } from "./socket.ts";
import type { ChannelMap } from "./socket-map.ts";
import { asRepr } from "./text.ts";

const NOTHING = new Uint8Array(0);

/** As much as one attempt offers, in bytes. Clauses: SEND-02. */
const CHUNK_BYTES = 65536;

/**
 * A channel whose `send` takes everything. A subclass overrides what it would of a dispatcher, but for `handleWrite` and
 * `writable`: those send the rest.
 * Clauses: SEND-01 to SEND-09. Source: CPython 3.11 Lib/asyncore.py, dispatcher_with_send.
 */
export class DispatcherWithSend extends Dispatcher {
  /** What is still to be sent. Clauses: SEND-03, SEND-06. */
  declare outBuffer: Uint8Array;

  /** Like a dispatcher's, and with nothing to be sent. Clauses: SEND-09. */
  constructor(socket?: SocketLike | null, map?: ChannelMap | null) {
    super(socket, map);
    this.outBuffer = NOTHING;
  }

  /**
   * Makes one attempt, even if there is nothing to be sent, and keeps what was not taken. Throws what a dispatcher's
   * `send` throws, and keeps everything then.
   * Clauses: SEND-02, SEND-03, SEND-06, SEND-07.
   */
  initiateSend(): void {
    const taken = super.send(beginningOf(bufferOf(this)));
    this.outBuffer = remainder(bufferOf(this), taken);
  }

  /** There is room: makes one attempt. Clauses: SEND-04, SEND-05. */
  override handleWrite(): void {
    this.initiateSend();
  }

  /** Whether it waits for a connection, or how many bytes are still to be sent. Clauses: SEND-04. */
  override writable(): boolean | number {
    return !this.connected || bufferOf(this).length;
  }

  /**
   * Adds `data` to what is to be sent and makes one attempt at once: what is not taken then is kept as a copy. With
   * `debug` it says so before that. Gives nothing, however much was taken. Throws what `initiateSend` throws, and TypeError for what is no bytes.
   * Clauses: SEND-01, SEND-05, SEND-07, SEND-08, SEND-09.
   */
  override send(data: Uint8Array): undefined {
    if (this.debug) this.logInfo(`sending ${asRepr(data)}`);
    this.outBuffer = appended(bufferOf(this), data);
    try {
      this.initiateSend();
    } finally {
      if (this.outBuffer.length > 0 && this.outBuffer.buffer === data.buffer) this.outBuffer = this.outBuffer.slice();
    }
  }
}

/** What is to be sent, which a channel lacks if its constructor did not run or has not ended. */
function bufferOf({ outBuffer }: DispatcherWithSend): Uint8Array {
  if (outBuffer === undefined) throw new AttributeError("a channel that was not constructed has no 'outBuffer'");
  return outBuffer;
}

/** Throws TypeError for what is no bytes. Clauses: SEND-09. */
function appended(buffer: Uint8Array, data: Uint8Array): Uint8Array {
  return buffer.length === 0 && data instanceof Uint8Array ? data : joined([buffer, data]);
}

function beginningOf(buffer: Uint8Array): Uint8Array {
  return buffer.length > CHUNK_BYTES ? buffer.subarray(0, CHUNK_BYTES) : buffer;
}

/** Clauses: SEND-03. */
function remainder(buffer: Uint8Array, taken: number | undefined): Uint8Array {
  return taken !== undefined && taken >= buffer.length ? NOTHING : buffer.subarray(taken);
}

// Who is judged. This one is empty: it asks its channels whether they want to read or write, and never serves anybody.
// Replace all of it by your own, or name yours: node adapter.mjs ./my-asyncore.mjs. Sockets are those of node:net.

/** Who it is, for the report. */
export const implementation = { name: "an empty implementation", version: "0", language: "JavaScript" };

/** What ends the loop when a handler throws it. */
export class ExitNow extends Error {}

/** The channels of the global map, in the order in which they came. */
export const channels = new Set();

export class Dispatcher {
  connected = false;
  accepting = false;
  connecting = false;
  closing = false;
  addr = null;

  constructor(socket = null) {
    this.socket = socket;
  }

  createSocket() {
    channels.add(this);
  }

  setReuseAddr() {}
  bind(_address) {}
  listen(_backlog) {}
  connect(_address) {}
  /** A pair of socket and address, or null. */
  accept() {
    return null;
  }
  /** How many bytes were taken. */
  send(_data) {
    return 0;
  }
  recv(_size) {
    return Buffer.alloc(0);
  }
  close() {
    channels.delete(this);
  }

  readable() {
    return true;
  }
  writable() {
    return true;
  }
  handleConnect() {}
  handleAccept() {}
  handleAccepted(_socket, _address) {}
  handleRead() {}
  handleWrite() {}
  handleExpt() {}
  handleClose() {}
  handleError(_error) {}
}

// What a program sets on a class is found by its later channels: an instance has no field of this name.
Dispatcher.prototype.debug = false;

/** One turn: every channel is asked what it wants, and what has come meanwhile is served. */
export async function poll(_timeoutSeconds) {
  for (const channel of [...channels]) {
    channel.readable();
    channel.writable();
  }
}

/** Turns as long as there are channels. */
export async function loop(timeoutSeconds) {
  while (channels.size > 0) await poll(timeoutSeconds);
}

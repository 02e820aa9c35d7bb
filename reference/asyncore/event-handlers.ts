// What happens to a channel: readiness comes in as low-level events and goes out as the handlers a subclass overrides.
// Knows flags, handlers and what they print; knows nothing of maps, and of sockets that an error may wait in one.

import { OsError, type SocketAddress } from "../../spec/host.ts";
import type { Channel } from "./channel.ts";
import { currentError } from "./current-error.ts";
import { errorLine } from "./error-line.ts";
import type { SocketLike } from "./socket.ts";
import { type ChannelMap, hostOf } from "./socket-map.ts";
import { asText } from "./text.ts";

/**
 * The half of a dispatcher that reacts. Flags and options are those of all channels until set on one.
 * Clauses: ATTRIBUTE-01.
 */
export abstract class EventHandlers implements Channel {
  static {
    const ignoreLogTypes: ReadonlySet<string> = new Set(["warning"]);
    const flags = { debug: false, connected: false, accepting: false, connecting: false, closing: false };
    Object.assign(EventHandlers.prototype, flags, { ignoreLogTypes });
  }

  declare debug: boolean;
  /** The connection is there. */
  declare connected: boolean;
  /** It listens. */
  declare accepting: boolean;
  /** A connection was begun and is not there yet. */
  declare connecting: boolean;
  /** Nobody ever sets or reads it. Clauses: CLOSE-07. */
  declare closing: boolean;
  /** Which types of `logInfo` are not printed: "warning" by default. Clauses: ERROR-10. */
  declare ignoreLogTypes: ReadonlySet<string>;
  /** Where it registers. Absent when a subclass went round the constructor. Clauses: DISPATCHER-07, DISPATCHER-17. */
  declare readonly ownMap?: ChannelMap;

  abstract accept(): [socket: SocketLike, address: SocketAddress] | null;
  abstract close(): void;
  /** The errno number that waits in the socket, 0 for none. Asking clears it. */
  abstract pendingError(): number;

  /** Whether it wants to hear that it can read. Asked once per pass. Clauses: DISPATCHER-16. */
  readable(): unknown {
    return true;
  }

  /** Whether it wants to hear that it can write. Asked once per pass. Clauses: DISPATCHER-16. */
  writable(): unknown {
    return true;
  }

  /**
   * It can be read: somebody waits to be accepted, or the connection is there, or there is data or an end.
   * Clauses: READ-01, READ-02, CONNECT-08, CONNECT-09, CONNECT-17, CONNECT-18, ACCEPT-04, ACCEPT-13, READ-10.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_read_event().
   */
  handleReadEvent(): void {
    if (this.accepting) {
      this.handleAccept();
      return;
    }
    if (!this.connected && this.connecting) this.handleConnectEvent();
    this.handleRead();
  }

  /**
   * It can be written: the connection is there, or there is room. A listening channel is not concerned.
   * Clauses: WRITE-01, WRITE-02, WRITE-08, CONNECT-07, CONNECT-09, CONNECT-17, CONNECT-18, CONNECT-25.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_write_event().
   */
  handleWriteEvent(): void {
    if (this.accepting) return;
    if (!this.connected && this.connecting) this.handleConnectEvent();
    this.handleWrite();
  }

  /**
   * Urgent data, or an error that waits to be told and then closes the channel.
   * Clauses: OOB-01, OOB-07, OOB-08, CONNECT-21. Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_expt_event().
   */
  handleExptEvent(): void {
    if (this.pendingError() === 0) this.handleExpt();
    else this.handleClose();
  }

  /**
   * The connection is there, unless an error waits to be told: that is thrown, with the system's text. The flags change
   * only when `handleConnect` has returned, whatever it did.
   * Clauses: CONNECT-03, CONNECT-07, CONNECT-10 to CONNECT-16.
   * Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_connect_event().
   */
  handleConnectEvent(): void {
    const code = this.pendingError();
    const host = hostOf(this.ownMap);
    if (code !== 0) throw new OsError(host.nameError(code), code, host.describeError(code));
    this.handleConnect();
    this.connected = true;
    this.connecting = false;
  }

  /** Overridden to greet the other end. Clauses: ERROR-11, CONNECT-24. */
  handleConnect(): void {
    this.logInfo("unhandled connect event", "warning");
  }

  /** Overridden to receive. Clauses: ERROR-11. */
  handleRead(): void {
    this.logInfo("unhandled read event", "warning");
  }

  /** Overridden to send. Clauses: ERROR-11. */
  handleWrite(): void {
    this.logInfo("unhandled write event", "warning");
  }

  /** Overridden to look at urgent data. The channel stays open. Clauses: OOB-03, ERROR-11. */
  handleExpt(): void {
    this.logInfo("unhandled incoming priority event", "warning");
  }

  /**
   * Somebody waits: accepts one connection and hands it to `handleAccepted`, if it is still there.
   * Clauses: ACCEPT-05, ACCEPT-09, ACCEPT-10, ACCEPT-11, ACCEPT-12.
   */
  handleAccept(): void {
    const pair = this.accept();
    if (pair !== null) this.handleAccepted(...pair);
  }

  /** Overridden to make a channel of a new connection. Closes it otherwise. Clauses: ACCEPT-07, ACCEPT-08, ERROR-11. */
  handleAccepted(socket: SocketLike, _address: SocketAddress): void {
    socket.close();
    this.logInfo("unhandled accepted event", "warning");
  }

  /** The connection ended. Closes the channel unless overridden. Clauses: CLOSE-08, ERROR-11. */
  handleClose(): void {
    this.logInfo("unhandled close event", "warning");
    this.close();
  }

  /**
   * Something threw: prints a line with the condensed traceback and calls `handleClose`. The original reads the current
   * exception from its interpreter; here whoever calls hands over `error`, and without one the error that is being
   * handled counts, so that an override may leave it out.
   * Throws AssertionError when there is no error.
   * Clauses: ERROR-03, ERROR-04, ERROR-05. Source: CPython 3.11 Lib/asyncore.py, dispatcher.handle_error().
   */
  handleError(error: unknown = currentError()): void {
    this.logInfo(errorLine(this, error), "error");
    this.handleClose();
  }

  /** Prints "log: MESSAGE" on the error stream. Clauses: ERROR-10. */
  log(message: unknown): void {
    hostOf(this.ownMap).print("stderr", `log: ${asText(message)}\n`);
  }

  /** Prints "TYPE: MESSAGE", unless that type is ignored. Clauses: ERROR-10, ERROR-11. */
  logInfo(message: unknown, type = "info"): void {
    if (!this.ignoreLogTypes.has(type)) hostOf(this.ownMap).print("stdout", `${type}: ${asText(message)}\n`);
  }
}

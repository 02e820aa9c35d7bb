// A channel for protocols of commands and answers: input is cut at terminators, output waits in a queue.
// Knows when something is received and sent; how input is cut is in terminator, what is sent in producers.

import { bytesOf, joined } from "../asyncore/bytes.ts";
import { handling } from "../asyncore/current-error.ts";
import { Dispatcher, takeOver } from "../asyncore/dispatcher.ts";
import { AttributeError, hasErrno, isOsError, NotImplementedError } from "../asyncore/errors.ts";
import type { SocketLike } from "../asyncore/socket.ts";
import type { ChannelMap } from "../asyncore/socket-map.ts";
import { isTrue } from "../asyncore/truth.ts";
import { append, removeFirst, replaceFirst } from "./fifo.ts";
import type { Entry, Producer } from "./producers.ts";
import { nextStep, type Terminator } from "./terminator.ts";

/** In bytes. Clauses: CHAT-41. */
const BUFFER_SIZE = 65536;

/**
 * A channel that hands over what came in up to a terminator, and sends what is pushed when there is room. A subclass
 * brings `collectIncomingData` and `foundTerminator`. Buffer sizes are those of all channels until set on one.
 * Clauses: CHAT-01 to CHAT-40. Source: CPython 3.11 Lib/asynchat.py, async_chat.
 */
export class AsyncChat extends Dispatcher {
  static {
    Object.assign(AsyncChat.prototype, { acInBufferSize: BUFFER_SIZE, acOutBufferSize: BUFFER_SIZE });
  }

  /** As much as is received at once, in bytes. Clauses: CHAT-01, CHAT-02. */
  declare acInBufferSize: number;
  /** As much as is queued as one entry and sent at once, in bytes. Clauses: CHAT-01, CHAT-19, CHAT-22, CHAT-26. */
  declare acOutBufferSize: number;
  /** What came in and was not handed over. Clauses: CHAT-06, CHAT-13, CHAT-17. */
  declare acInBuffer: Uint8Array;
  /** What `_collectIncomingData` was given. Clauses: CHAT-34. */
  declare incoming: Uint8Array[];
  /** What waits to be sent. Clauses: CHAT-21, CHAT-30. */
  declare producerFifo: Entry[];
  /** What ends the message that is coming in; what is left of it, if it is a count. Clauses: CHAT-07, CHAT-08, CHAT-14. */
  declare terminator?: Terminator;

  /** Like a dispatcher's. Everything is empty when it registers, and there is no terminator yet. Clauses: CHAT-39. */
  constructor(socket?: SocketLike | null, map?: ChannelMap | null) {
    super(null, map);
    this.acInBuffer = new Uint8Array(0);
    this.incoming = [];
    this.producerFifo = [];
    takeOver(this, socket, map);
  }

  /** Brought by a subclass: some bytes of a message, at least one. Clauses: CHAT-03, CHAT-04, CHAT-05. */
  collectIncomingData(_data: Uint8Array): void {
    throw new NotImplementedError("must be implemented in subclass");
  }

  /** Brought by a subclass: the message has ended. Clauses: CHAT-03, CHAT-04. */
  foundTerminator(): void {
    throw new NotImplementedError("must be implemented in subclass");
  }

  /** Keeps `data` for `_getData`: what a subclass may do in `collectIncomingData`. Clauses: CHAT-34. */
  _collectIncomingData(data: Uint8Array): void {
    this.incoming.push(data);
  }

  /** All that was kept, which is forgotten. Clauses: CHAT-34. */
  _getData(): Uint8Array {
    const data = joined(this.incoming);
    this.incoming.length = 0;
    return data;
  }

  /**
   * Sets what ends the messages that follow: also those that have come in and were not handed over.
   * Throws RangeError for a negative count, and for text that is no bytes.
   * Clauses: CHAT-09, CHAT-10, CHAT-15, CHAT-38.
   */
  setTerminator(terminator: Terminator): void {
    if (typeof terminator === "number" && terminator < 0)
      throw new RangeError("the number of received bytes must be positive");
    this.terminator = typeof terminator === "string" ? bytesOf(terminator) : terminator;
  }

  /** Asked before every step through the input. Throws AttributeError if none was ever set. Clauses: CHAT-10, CHAT-14. */
  getTerminator(): Terminator {
    return terminatorOf(this);
  }

  /**
   * Receives once, then goes through everything that has come in. What is there already when an error is thrown waits
   * for the next time. A socket that has nothing yet is ignored, and its other errors go to `handleError`.
   * Throws what `collectIncomingData`, `foundTerminator` and `getTerminator` throw, and TypeError when an override of `recv`
   * gives no bytes.
   * Clauses: CHAT-02, CHAT-10 to CHAT-17, CHAT-40. Source: CPython 3.11 Lib/asynchat.py, async_chat.handle_read().
   */
  override handleRead(): void {
    const attempt = received(this);
    if (attempt === null) return;
    this.acInBuffer = joined([this.acInBuffer, attempt.data]);
    let goesOn = true;
    while (goesOn && this.acInBuffer.length > 0) goesOn = takeStep(this);
  }

  /** There is room: makes one attempt. Clauses: CHAT-21, CHAT-24, CHAT-31. */
  override handleWrite(): void {
    this.initiateSend();
  }

  /** Closes the channel without a word. Clauses: CHAT-18. */
  override handleClose(): void {
    this.close();
  }

  /**
   * Queues `data`, not a copy of it, and makes one attempt at once. Throws TypeError for what is no bytes, RangeError
   * when `acOutBufferSize` is 0, and what `initiateSend` throws.
   * Clauses: CHAT-19, CHAT-20, CHAT-23.
   */
  push(data: Uint8Array): void {
    if (!(data instanceof Uint8Array)) throw new TypeError(`only bytes can be pushed, and not ${typeof data}`);
    append(this.producerFifo, data, this.acOutBufferSize);
    this.initiateSend();
  }

  /** Queues a producer and makes one attempt at once. Throws what `initiateSend` throws. Clauses: CHAT-25, CHAT-27. */
  pushWithProducer(producer: Producer): void {
    this.producerFifo.push(producer);
    this.initiateSend();
  }

  /** Always. Clauses: CHAT-32. */
  override readable(): boolean {
    return true;
  }

  /** Whether something waits to be sent, or for a connection. Clauses: CHAT-32. */
  override writable(): boolean {
    return this.producerFifo.length > 0 || !this.connected;
  }

  /**
   * Queues the end mark: when all before it has been sent `handleClose` is called, and what comes after it stays. Never
   * closes at once.
   * Clauses: CHAT-30, CHAT-31.
   */
  closeWhenDone(): void {
    this.producerFifo.push(null);
  }

  /**
   * Makes one attempt to send, of one entry, unless it is not connected. Producers at the front are asked until one has
   * something to say. An error of the socket goes to `handleError`.
   * Throws what producers and `handleClose` throw; IndexError when what it wants to remove is there no more.
   * Clauses: CHAT-21 to CHAT-33. Source: CPython 3.11 Lib/asynchat.py, async_chat.initiate_send().
   */
  initiateSend(): void {
    while (this.producerFifo.length > 0 && this.connected) {
      const [first = null] = this.producerFifo;
      if (!isTrue(first)) removeFirst(this.producerFifo);
      if (first === null) {
        this.handleClose();
        return;
      }
      if (first instanceof Uint8Array) {
        sendFrom(this, first);
        return;
      }
      askProducer(this, first);
    }
  }

  /** Forgets what came in and what waits to be sent. Clauses: CHAT-12. */
  discardBuffers(): void {
    this.acInBuffer = new Uint8Array(0);
    this.incoming.length = 0;
    this.producerFifo.length = 0;
  }
}

/** What one attempt to receive gives; null when it failed with an error of the socket. Clauses: CHAT-02, CHAT-16. */
function received(chat: AsyncChat): { readonly data: Uint8Array } | null {
  try {
    return { data: chat.recv(chat.acInBufferSize) };
  } catch (error) {
    if (!isOsError(error)) throw error;
    if (!hasErrno(error, ["EAGAIN", "EALREADY", "EINPROGRESS"])) handling(error, () => chat.handleError(error));
    return null;
  }
}

/** Clauses: CHAT-14. */
function terminatorOf({ terminator }: AsyncChat): Terminator {
  if (terminator === undefined) throw new AttributeError("a channel that was never given a terminator has none");
  return terminator;
}

/**
 * Takes one step through the input and says whether another one may follow. What is handed over is removed when it has
 * been accepted; the end of a message is removed before it is announced.
 * Clauses: CHAT-08, CHAT-10 to CHAT-13.
 */
function takeStep(chat: AsyncChat): boolean {
  const available = chat.acInBuffer.length;
  const { collect, keepFrom, reached } = nextStep(chat.acInBuffer, chat.getTerminator());
  if (collect !== null) chat.collectIncomingData(chat.acInBuffer.subarray(0, collect));
  chat.acInBuffer = chat.acInBuffer.subarray(keepFrom);
  if (reached === "part of the count") chat.terminator = countOf(chat) - available;
  if (reached === "count") chat.terminator = 0;
  if (reached === "count" || reached === "terminator") chat.foundTerminator();
  return reached !== "beginning";
}

/** The count that is set, which need not be the one `getTerminator` told. Throws TypeError when another kind is set. */
function countOf(chat: AsyncChat): number {
  const terminator = terminatorOf(chat);
  if (typeof terminator === "number") return terminator;
  throw new TypeError("the terminator was a count and is none any more");
}

/** Puts what a producer says in front of it; removes the entry at the front, if any, when it says nothing. */
function askProducer({ producerFifo }: AsyncChat, producer: Producer): void {
  const data = producer.more();
  if (isTrue(data)) producerFifo.unshift(data as Uint8Array);
  else removeFirst(producerFifo);
}

/** Sends once from the entry at the front, `first`. Clauses: CHAT-22, CHAT-29, CHAT-33. */
function sendFrom(chat: AsyncChat, first: Uint8Array): void {
  const limit = chat.acOutBufferSize;
  const data = first.length > limit ? first.subarray(0, limit) : first;
  let taken: number | undefined;
  try {
    taken = chat.send(data);
  } catch (error) {
    if (!isOsError(error)) throw error;
    handling(error, () => chat.handleError(error));
    return;
  }
  if (!taken) return;
  if (taken < data.length || limit < first.length) replaceFirst(chat.producerFifo, first.subarray(taken));
  else removeFirst(chat.producerFifo);
}

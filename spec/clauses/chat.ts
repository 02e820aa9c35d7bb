// What asynchat adds to a channel: input cut at terminators, a queue of output, producers, and the helpers beside them.
// Knows nothing of the events below it, which are a plain channel's (READ, WRITE, CLOSE).

import type { ClauseTable } from "../clause.ts";

/** asynchat. */
export const CHAT = {
  "CHAT-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Two class attributes can be modified, to improve performance, or possibly even to conserve memory: ac_in_buffer_size and ac_out_buffer_size, the sizes of the input and output buffers.",
    },
    text: "ac_in_buffer_size and ac_out_buffer_size, attributes of the chat class, bound how many bytes one read asks for and one send offers. Changed on a class or an instance, they hold from the next read, push or send on.",
    hint: "Look the sizes up whenever they are used, on the instance first.",
  },
  "CHAT-02": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "A read event reads once, at most ac_in_buffer_size bytes, and then works through everything that is buffered; what is still in the socket waits for the next event.",
    hint: "Do not read until nothing is left: other channels wait.",
  },
  "CHAT-03": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, collect_incoming_data() and found_terminator(): must be overridden",
    },
    text: "collect_incoming_data and found_terminator must come from the subclass: the base's own raise NotImplementedError with the text “must be implemented in subclass”.",
    hint: "A channel that forgets one of them must fail when data comes, not lose it in silence.",
  },
  "CHAT-04": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, set_terminator(): will call found_terminator() when the string is found in the input stream",
    },
    text: "With bytes as terminator, what comes before its first occurrence is handed to collect_incoming_data, the terminator itself to nobody, and found_terminator is called; so on for every occurrence in the buffer. What follows the last one is collected at once.",
    hint: "Look for the first occurrence, and start again behind it.",
  },
  "CHAT-05": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "Nothing is collected where there is nothing: a terminator at the beginning of the buffer calls found_terminator alone.",
    hint: "Do not call collect_incoming_data with no data.",
  },
  "CHAT-06": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, set_terminator(): will call found_terminator() when the string is found in the input stream",
    },
    text: "A terminator may arrive in pieces: when the buffer ends with the beginning of one, what comes before that is collected, and the beginning is held back until more data decides. Held bytes that turn out to be text are collected with what follows.",
    hint: "Hold back the longest end of the buffer that begins the terminator; when that is all of the buffer, collect nothing.",
  },
  "CHAT-07": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, set_terminator(): found_terminator() when the indicated number of characters have been received",
    },
    text: "With a number as terminator, exactly so many bytes are collected, in as many calls as they arrive in, and then found_terminator is called. In between, the terminator is the number of bytes still missing.",
    hint: "Count down in the terminator itself, and leave what follows in the buffer.",
  },
  "CHAT-08": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "When the number is reached, the terminator is 0 before found_terminator is called. Unless found_terminator sets another, all that follows is collected without end, because 0 is no terminator.",
    hint: "Set it to 0 before the call, so that what found_terminator sets remains.",
  },
  "CHAT-09": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, set_terminator(): None: the channel continues to collect data forever",
    },
    text: "Without a terminator (nothing, 0 or empty bytes) everything is collected as it comes, and found_terminator is never called.",
    hint: "Do not search for empty bytes: they are found everywhere.",
  },
  "CHAT-10": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, set_terminator(): data following the terminator will be available after found_terminator() is called",
    },
    text: "The terminator is asked for anew, through get_terminator, before every step: one that found_terminator sets holds for data that is buffered already.",
    hint: "Do not keep the terminator in a variable across found_terminator.",
  },
  "CHAT-11": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "A found_terminator that closes the channel does not end the work: messages that are buffered already are still collected and found.",
    hint: "close does not touch the input buffer.",
  },
  "CHAT-12": {
    level: "should",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, discard_buffers(): discards any data held in the input and output buffers and the producer queue",
    },
    text: "discard_buffers empties the input buffer, the list of what _collect_incoming_data kept, and the output queue. Called in found_terminator, it ends the work on what was read.",
    hint: "Three things are emptied; the socket and the terminator are left alone.",
  },
  "CHAT-13": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "An exception goes to handle_error and ends the work. Raised by collect_incoming_data, it leaves the data in the buffer, to be collected again with the next read; raised by found_terminator, it comes when message and terminator have left the buffer.",
    hint: "Data leaves the buffer after it was collected, and the terminator before it is announced.",
  },
  "CHAT-14": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.get_terminator()" },
    text: "There is no terminator to begin with, not even none: data that arrives before set_terminator raises an attribute error, which goes to handle_error, and is kept.",
    hint: "A default would hide that the program forgot to set one.",
  },
  "CHAT-15": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py of 3.x, async_chat.set_terminator()" },
    text: "set_terminator refuses a negative number with ValueError, “the number of received bytes must be positive”, and keeps the terminator that was set. 2.7 accepts it and counts from the end of the buffer.",
    hint: "Check before you set.",
  },
  "CHAT-16": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "Errors of the system that recv raises never leave handle_read: EAGAIN, EWOULDBLOCK, EALREADY and EINPROGRESS are ignored, and any other calls handle_error. A lost connection raises nothing: recv has called handle_close by then.",
    hint: "A read event may be a false alarm; it must not end in handle_error.",
  },
  "CHAT-17": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.handle_read()" },
    text: "Bytes that are held back because they may begin a terminator are collected by nobody when the other end closes: handle_close is called, and that is all.",
    hint: "Do not empty the input buffer into collect_incoming_data at the end.",
  },
  "CHAT-18": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 2.5 library reference, asynchat, handle_close(): the default method silently closes the channel's socket",
    },
    text: "The default handle_close of a chat channel closes it and logs nothing, whatever ignore_log_types says.",
    hint: "The plain channel's warning about an unhandled close event does not belong here.",
  },
  "CHAT-19": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.push()" },
    text: "push queues data in pieces of at most ac_out_buffer_size bytes, cut when it is pushed, and makes one attempt to send at once.",
    hint: "Data of just that size is one piece, and a size that changes later does not join pieces.",
  },
  "CHAT-20": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py of 3.x, async_chat.push()" },
    text: "push takes bytes only (in whatever types the language has for them): anything else raises a type error and queues nothing. 2.7 does not look, and may fail later.",
    hint: "Check the type, not whether the value has a length or can be cut.",
  },
  "CHAT-21": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "One attempt sends once, from the front of the queue: further pieces wait for the next write event, even when the socket would take them.",
    hint: "Stop after one send; do not empty the queue.",
  },
  "CHAT-22": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "A send offers at most ac_out_buffer_size bytes of the front piece. What was not taken stays at the front, all of it when nothing was taken; a piece that was taken whole is removed.",
    hint: "Compare what was taken with what was offered, and what was offered with the piece.",
  },
  "CHAT-23": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, push(): pushes data on to the channel's queue to ensure its transmission",
    },
    text: "While the channel is not connected nothing is sent: what is pushed waits, and leaves in order once the connection is announced.",
    hint: "Look at connected before every attempt, and keep what cannot be sent.",
  },
  "CHAT-24": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asynchat.py, async_chat.initiate_send(); asyncore.py, handle_connect_event()",
    },
    text: "push inside handle_connect only queues, because connected is still false there; the data leaves in the handle_write of the same event.",
    hint: "connected changes after handle_connect has returned.",
  },
  "CHAT-25": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, push_with_producer(): consumes this producer's data by calling its more() method",
    },
    text: "push_with_producer queues the producer and makes one attempt to send. At the front of the queue its more is called whenever data is needed; when that gives no data the producer is removed, and the attempt goes on with what follows.",
    hint: "Ask only at the front, and once for each piece to be sent.",
  },
  "CHAT-26": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "A piece from a producer that is longer than ac_out_buffer_size is sent in slices, and more is not called again before the last of them has gone.",
    hint: "What a producer gives goes in front of it in the queue.",
  },
  "CHAT-27": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "An exception of more reaches the caller of push_with_producer, or handle_error when the loop asked. The producer stays at the front and is asked again.",
    hint: "Remove a producer only when it gave no data.",
  },
  "CHAT-28": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "A producer that is false (as an object of length 0 is) is removed first and asked once: its data is sent, the rest of it is lost. When it gives none, the next entry of the queue is removed in its place, and without a next one an index error is raised.",
    hint: "The original takes anything false for an empty piece, and only then finds out that it is a producer.",
  },
  "CHAT-29": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "An empty piece at the front is removed and still sent, as zero bytes, which ends the attempt: what follows waits for the next write event.",
    hint: "Removing an empty piece does not replace the send.",
  },
  "CHAT-30": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 3.11 library reference, asynchat, close_when_done(): pushes a None on to the queue, which closes the channel when it is popped off",
    },
    text: "close_when_done queues an end: once everything before it has been sent, handle_close is called and nothing more is sent; what is pushed afterwards never leaves.",
    hint: "The end is an entry of the queue, not a flag.",
  },
  "CHAT-31": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.close_when_done(), initiate_send()" },
    text: "close_when_done itself neither sends nor closes, not even when the queue is empty: the next write event does, and none does while the channel is not connected.",
    hint: "Only queue the end; do not start an attempt.",
  },
  "CHAT-32": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 2.5 library reference, asynchat, writable(): true as long as items remain on the producer fifo, or the channel is connected and the channel's output buffer is non-empty",
    },
    text: "A chat channel's readable is always true; its writable is true while something is queued or the channel is not connected, so that an idle channel gets no write events.",
    corrected:
      "Being not connected makes it true, not being connected; and there is no output buffer beside the queue.",
    hint: "Without the last half a connection is not noticed; without the first the loop spins.",
  },
  "CHAT-33": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "An error of the system that send raises calls handle_error and never leaves push; a lost connection calls handle_close inside send. Either way the piece stays at the front of the queue.",
    hint: "Catch errors of the socket around the send, and only there.",
  },
  "CHAT-34": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat._collect_incoming_data(), _get_data()" },
    text: "_collect_incoming_data puts the data at the end of the list incoming; _get_data returns all of it as one and empties the list.",
    hint: "The second _get_data returns no bytes.",
  },
  "CHAT-35": {
    level: "should",
    profile: "exact",
    authority: {
      kind: "later",
      where:
        "Python 2.5 library reference, asynchat, find_prefix_at_end(): true if the haystack ends with any non-empty prefix of the needle",
    },
    text: "find_prefix_at_end returns the length of the longest beginning of the needle, short of all of it, that the haystack ends with: 0 when there is none. All of the needle at the end does not count. For an empty needle it returns −1.",
    corrected: "The original returns a length, and does not count the whole needle as a prefix of itself.",
    hint: "Try the needle without its last byte first, then shorter and shorter.",
  },
  "CHAT-36": {
    level: "should",
    profile: "documented",
    authority: {
      kind: "later",
      where:
        "Python 2.5 library reference, asynchat, simple_producer: repeated calls yield successive chunks no larger than buffer_size",
    },
    text: "simple_producer gives its data in slices of at most its buffer size (512 unless told), one for each call of more, and no bytes ever after. Data of just that size is one slice.",
    hint: "The last slice is what is left; after it there is nothing, as often as more is called.",
  },
  "CHAT-37": {
    level: "may",
    profile: "exact",
    authority: { kind: "later", where: "Python 2.7 library reference, asynchat: class fifo(list=None)" },
    text: "The class fifo exists on 2.7 only: len, is_empty, first, push, and pop, which gives (1, item), or (0, None) when there is none. No channel uses it: producer_fifo is a double-ended queue on every version, and refill_buffer, which older documentation names, exists on none.",
    hint: "Queue what is pushed in a double-ended queue, and offer fifo for the target 2.7 only.",
  },
  "CHAT-38": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py of 3.x, async_chat.set_terminator()" },
    text: "Where text is not bytes, a terminator given as text is encoded (encoding, latin-1) only while use_encoding is true, which it is not by default; otherwise it is kept as text and fails with a type error on the first data. Text that a producer gives is encoded in the same way, or fails with a type error when it is sent; text out of recv always fails. On 2.7 text is bytes, and the two attributes do not exist.",
    hint: "Encode when the terminator is set, not when it is searched for.",
  },
  "CHAT-39": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.__init__()" },
    text: "The constructor takes a socket and a map like the plain channel's (sock and map by name; conn, which older documentation names, is a type error), and its buffers exist before that one runs: whatever is called while the channel is being registered finds them.",
    hint: "Make the buffers first, then call the plain constructor with both arguments.",
  },
  "CHAT-40": {
    level: "should",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py, dispatcher.handle_read_event(); asynchat.py, async_chat.handle_read()",
    },
    text: "Data that is there when the connection is noticed by a read event is collected and searched in that same event, right after handle_connect.",
    hint: "The event that completes the connection goes on with handle_read.",
  },
  "CHAT-41": {
    level: "may",
    profile: "exact",
    authority: { kind: "seed", sentence: "The size of the asynchronous input and output buffers is 4096 by default." },
    text: "Unless they are changed, ac_in_buffer_size and ac_out_buffer_size are 65536 bytes, and 4096 on 2.7.",
    corrected: "4096 is the default of 2.7 only.",
    hint: "Take the default of the target.",
  },
  "CHAT-42": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asynchat.py, async_chat.initiate_send()" },
    text: "An entry of the queue that can be sliced is data, whatever else it can do. Slicing that is a type error makes it a producer, which is asked for more; slicing that fails in any other way is raised. On 2.7 whatever is no kind of bytes is asked for more, and nothing is sliced.",
    hint: "Try to slice first, and catch the type error alone.",
  },
} as const satisfies ClauseTable;

// The bases a channel can derive from, and every event that can be called on a channel or on an object in a map.
// Knows the original's names; knows neither who calls them nor how a program reacts.

/** The base classes a channel can derive from, by the original's names. */
export type Base = "dispatcher" | "dispatcher_with_send" | "file_dispatcher" | "async_chat";

/** The events of every base: methods the loop calls and a subclass may override. Always recorded. */
export type DispatcherEvent =
  | "readable"
  | "writable"
  | "handle_connect"
  | "handle_accept"
  | "handle_accepted"
  | "handle_read"
  | "handle_write"
  | "handle_expt"
  | "handle_close"
  | "handle_error";

/** The events async_chat adds. Always recorded on that base. */
export type ChatEvent = "collect_incoming_data" | "found_terminator";

/**
 * Further methods a program may override. They are recorded only where the program has a reaction for them, because who
 * calls them is the implementation's own affair until somebody relies on it. `repr` and `truth` stand for the language's
 * own conversion to text and to a truth value.
 */
export type Override =
  | "handle_read_event"
  | "handle_write_event"
  | "handle_expt_event"
  | "handle_connect_event"
  | "add_channel"
  | "del_channel"
  | "accept"
  | "send"
  | "recv"
  | "close"
  | "log"
  | "log_info"
  | "repr"
  | "truth"
  | "initiate_send"
  | "get_terminator";

/** Whatever may have a reaction on a channel. */
export type ChannelEvent = DispatcherEvent | ChatEvent | Override;

/** The methods a pass may call on an object in a map that is not a channel. Always recorded. */
export type ObjectEvent =
  | "readable"
  | "writable"
  | "handle_read_event"
  | "handle_write_event"
  | "handle_expt_event"
  | "handle_close"
  | "handle_error";

/** Every event a trace can name. `more` is a producer's. */
export type EventName = ChannelEvent | ObjectEvent | "more";

// Actions on channels that buffer or talk in lines, and on the helpers that come with them.

import type { Name, SimpleProducer, Terminator } from "../../../spec/program.ts";
import { callChannel as call, exported, type PerformerTable } from "./performer.ts";
import type { Playing } from "./playing.ts";
import { recordingProducer } from "./recording.ts";
import type { ProducerShape } from "./shape.ts";
import { bytesFor, dataOf } from "./values.ts";

/** The actions on what a chat channel receives and sends. */
export const CHAT_ACTIONS = {
  initiate_send: (playing, { channel }) => call(playing, channel, "initiateSend"),
  set_terminator: (playing, { channel, terminator }) =>
    call(playing, channel, "setTerminator", terminatorFor(terminator)),
  get_terminator: (playing, { channel }) => call(playing, channel, "getTerminator"),
  push: (playing, { channel, data }) => {
    const isPlain = typeof data === "object" && "value" in data;
    const bytes = isPlain ? bytesFor(data.value) : dataOf(data);
    const given = call(playing, channel, "push", bytes);
    if (bytes instanceof Uint8Array) playing.sent.add(channel, bytes.length);
    return given;
  },
  push_with_producer: (playing, { channel, producer }) =>
    call(
      playing,
      channel,
      "pushWithProducer",
      typeof producer === "string" ? producerNamed(playing, producer) : simpleProducer(playing, producer),
    ),
  close_when_done: (playing, { channel }) => call(playing, channel, "closeWhenDone"),
  discard_buffers: (playing, { channel }) => call(playing, channel, "discardBuffers"),
  _collect_incoming_data: (playing, { channel, data }) => call(playing, channel, "_collectIncomingData", dataOf(data)),
  _get_data: (playing, { channel }) => call(playing, channel, "_getData"),
  find_prefix_at_end: (playing, { haystack, needle }) =>
    exported(playing, "findPrefixAtEnd")(dataOf(haystack), dataOf(needle)),
  simple_producer: (playing, action) => {
    const producer = simpleProducer(playing, action);
    return Array.from({ length: action.calls }, () => producer.more());
  },
} as const satisfies PerformerTable;

function terminatorFor(terminator: Terminator): unknown {
  return terminator === null || typeof terminator === "number" ? terminator : dataOf(terminator);
}

/** The declared producer of that name: one object, from its first use on. */
function producerNamed(playing: Playing, name: Name): object {
  const { names } = playing;
  if (!names.has(name)) names.name(name, recordingProducer(playing, name));
  return names.find(name);
}

function simpleProducer(playing: Playing, { data, bufferSize }: SimpleProducer): ProducerShape {
  const Made = exported(playing, "SimpleProducer");
  return bufferSize === undefined ? new Made(dataOf(data)) : new Made(dataOf(data), bufferSize);
}

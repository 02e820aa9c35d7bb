// What holds of every byte: it is sent once and in order, and received once and in order, whatever the system takes at a time.

import type { Base, Data, Name } from "../../spec/program.ts";
import { lossDraft } from "../generate/losses.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { senderDraft, wireDraft } from "../generate/streams.ts";
import { firstWrong, type Property } from "./property.ts";
import {
  called,
  isAction,
  isCall,
  isEvent,
  isUnfinished,
  overrides,
  raisedBy,
  returnedBy,
  type Seen,
  type Story,
} from "./story.ts";

function textOf(data: unknown): string {
  const known = data as Data | undefined;
  if (typeof known === "string") return known;
  return typeof known === "object" && known !== null && "repeat" in known ? known.repeat.repeat(known.times) : "";
}

/** What the producer `name` has given so far. */
function produced(all: readonly Seen[], name: Name): string {
  const asked = all.filter((seen) => isEvent(seen, "more") && seen.observation.of === name);
  return asked.map((seen) => textOf(returnedBy(seen))).join("");
}

/** What one action gave a channel to send. */
function givenBy(before: readonly Seen[], { action }: Seen): string {
  if (action?.op === "push_with_producer")
    return typeof action.producer === "string" ? produced(before, action.producer) : textOf(action.producer.data);
  return action !== undefined && "data" in action ? textOf(action.data) : "";
}

/** Everything `channel` was given to send before `at`, in order, up to its end. */
function given({ all }: Story, channel: Name, at: number): string {
  const before = all.slice(0, at);
  const own = before.filter((seen) => isAction(seen) && seen.observation.of === channel);
  const end = own.findIndex((seen) => isAction(seen, "close_when_done"));
  const sends = own
    .slice(0, end === -1 ? undefined : end)
    .filter((seen) => isAction(seen, "send", "push", "push_with_producer"));
  return sends.map((seen) => givenBy(before, seen)).join("");
}

/** What the system took by way of `seen`. */
function takenBy(seen: Seen): string {
  const returned = returnedBy(seen);
  return isCall(seen, "send") && typeof returned === "number"
    ? textOf(seen.observation.args?.[0]).slice(0, returned)
    : "";
}

function taken({ all }: Story, at: number): string {
  return all.slice(0, at).map(takenBy).join("");
}

/** The one channel of a program about sending; null for any other. */
function sender({ program, all }: Story, base: Base): Name | null {
  const [name, ...others] = Object.keys(program.channels);
  const opened = all.filter((seen) => isAction(seen, "new", "create_socket", "set"));
  const isTampered = opened.length > 2 || all.some((seen) => isAction(seen, "set") && seen.observation.of !== name);
  return name === undefined || others.length > 0 || isTampered || program.channels[name]?.base !== base ? null : name;
}

function disorder(story: Story, base: Base): string | null {
  const channel = sender(story, base);
  if (channel === null) return null;
  return firstWrong(
    story.all.filter((seen) => isCall(seen, "send")),
    (seen) => {
      const [went, meant] = [taken(story, seen.at + 1), given(story, channel, seen.at + 1)];
      return meant.startsWith(went)
        ? null
        : `With ${called(seen)} the system has been given ${JSON.stringify(went)} in all, and ${channel} was to send ${JSON.stringify(meant)}.`;
    },
  );
}

const SENDS_IN_ORDER: Property = {
  id: "send/keeps-the-order",
  title: "What dispatcher_with_send was given leaves once and in order, however little the system takes at a time",
  clauses: ["SEND-03", "SEND-01"],
  why: "What was not taken has to stay in front of what comes later, and what was taken has to go.",
  drafts: [senderDraft],
  judge: (story) => disorder(story, "dispatcher_with_send"),
};

const PUSHES_IN_ORDER: Property = {
  id: "chat/keeps-the-order",
  title:
    "What was pushed leaves once and in order, pieces and producers alike, however little the system takes at a time",
  clauses: ["CHAT-22", "CHAT-19", "CHAT-25"],
  why: "Pieces, slices of pieces and producers share one queue, and each is put back in another way.",
  drafts: [senderDraft],
  judge: (story) => disorder(story, "async_chat"),
};

function idleTooSoon(story: Story, base: Base): string | null {
  const channel = sender(story, base);
  if (channel === null) return null;
  return firstWrong(story.all, (seen) => {
    if (!isEvent(seen, "writable") || seen.observation.returned !== false || overrides(story, channel, "writable"))
      return null;
    const waiting = given(story, channel, seen.at).slice(taken(story, seen.at).length);
    return waiting === ""
      ? null
      : `At ${called(seen)} ${channel} has nothing to write, and still has to send ${JSON.stringify(waiting)}.`;
  });
}

const IS_WRITABLE: Property = {
  id: "send/is-writable-while-something-waits",
  title: "A channel that buffers what it sends does not say that it is not writable before everything is sent",
  clauses: ["SEND-04", "CHAT-32"],
  why: "What waits in a buffer nobody is asked about waits for ever.",
  drafts: [senderDraft],
  judge: (story) => idleTooSoon(story, "dispatcher_with_send") ?? idleTooSoon(story, "async_chat"),
};

const DELIVERS_FIRST: Property = {
  id: "chat/delivers-before-it-closes",
  title: "close_when_done closes only when everything pushed before it has left, and nothing leaves after it",
  clauses: ["CHAT-30", "CHAT-31"],
  why: "A farewell that closes at once cuts off the message it should have ended.",
  drafts: [senderDraft],
  judge: (story) => {
    const channel = sender(story, "async_chat");
    const isAsked = story.all.some((seen) => isAction(seen, "close_when_done"));
    const isForced = story.all.some((seen) => isAction(seen, "close", "close_all"));
    const close = story.all.find((seen) => isCall(seen, "close"));
    if (channel === null || !isAsked || isForced || close === undefined) return null;
    const waiting = given(story, channel, close.at).slice(taken(story, close.at).length);
    if (waiting !== "") return `At ${called(close)} ${channel} had still to send ${JSON.stringify(waiting)}.`;
    const late = story.all.find((seen) => seen.at > close.at && takenBy(seen) !== "");
    return late === undefined ? null : `${called(late)} sent something after ${called(close)}.`;
  },
};

const SAYS_HOW_MUCH: Property = {
  id: "write/says-how-much-was-taken",
  title: "send of a plain channel returns how many bytes the system took, and 0 when it has no room",
  clauses: ["WRITE-04", "WRITE-05"],
  why: "Whoever believes that everything was taken loses the rest.",
  drafts: [scriptedDraft, lossDraft],
  judge: (story) =>
    firstWrong(story.all, (seen) => {
      if (!isAction(seen, "send") || raisedBy(seen) !== undefined || isUnfinished(story, seen)) return null;
      const { of = "" } = seen.observation;
      if (story.program.channels[of]?.base !== "dispatcher" || overrides(story, of, "send")) return null;
      const [sent] = seen.inside.filter((inner) => isCall(inner, "send"));
      if (sent === undefined) return null;
      const took = returnedBy(sent) ?? 0;
      return returnedBy(seen) === took
        ? null
        : `${called(seen)} returned ${String(returnedBy(seen))}, and the system took ${String(took)} bytes.`;
    }),
};

/** What a peer saw of data by this observation. */
function sawOf(seen: Seen): string {
  const saw = returnedBy(seen);
  return isAction(seen, "peer.recv") && typeof saw === "object" && saw !== null && "saw" in saw && saw.saw === "data"
    ? textOf(saw.data)
    : "";
}

/** What a plain channel says it sent, or one that buffers was told to send. */
function saidToBeSent(story: Story, channel: Name, at: number): string {
  if (story.program.channels[channel]?.base !== "dispatcher") return given(story, channel, at);
  const sends = story.all.slice(0, at).filter((seen) => isAction(seen, "send") && seen.observation.of === channel);
  return sends.map((seen) => givenBy([], seen).slice(0, Number(returnedBy(seen) ?? 0))).join("");
}

/** The one channel of a program about one wire; null for any other. */
function wired({ program, all }: Story): Name | null {
  const [name, ...others] = Object.keys(program.channels);
  const makes = all.filter((seen) => isAction(seen, "peer.accept", "peer.connect", "new"));
  return name === undefined || others.length > 0 || makes.length > 2 ? null : name;
}

const ARRIVES: Property = {
  id: "write/arrives-once-and-in-order",
  title: "The other end receives what a channel sent, once and in order, and everything that had been sent by then",
  clauses: ["WRITE-04", "SEND-01", "CHAT-23"],
  why: "What a channel buffers before it is connected leaves as soon as it is, in front of what comes later.",
  drafts: [wireDraft],
  judge: (story) => {
    const channel = wired(story);
    if (channel === null) return null;
    return firstWrong(
      story.all.filter((seen) => isAction(seen, "peer.recv")),
      (seen) => {
        const received = story.all
          .slice(0, seen.at + 1)
          .map(sawOf)
          .join("");
        const sent = saidToBeSent(story, channel, seen.at);
        const isPlain = story.program.channels[channel]?.base === "dispatcher";
        const isAll = seen.action?.op === "peer.recv" && seen.action.size === undefined && isPlain;
        const isRight = isAll ? received === sent : sent.startsWith(received);
        return isRight
          ? null
          : `By ${called(seen)} the other end received ${JSON.stringify(received)}, and ${channel} sent ${JSON.stringify(sent)}.`;
      },
    );
  },
};

/** What a channel got to read. */
function readBy(seen: Seen): string {
  if (isEvent(seen, "collect_incoming_data")) return textOf(seen.observation.args?.[0]);
  return isAction(seen, "recv") ? textOf(returnedBy(seen)) : "";
}

/** A pass over a channel that is readable, which had nothing to read. */
function isIdle(pass: Seen): boolean {
  const [readable] = pass.inside.filter((seen) => isEvent(seen, "readable"));
  const isAsked =
    readable !== undefined && returnedBy(readable) === true && pass.action?.op === "loop" && pass.action.count === 1;
  return (
    isAsked && !pass.inside.some((seen) => isEvent(seen) && !isEvent(seen, "readable", "writable", "handle_write"))
  );
}

const READS: Property = {
  id: "read/receives-once-and-in-order",
  title:
    "A channel receives what the other end sent, once and in order, and a pass in which it reads nothing comes only after all of it",
  clauses: ["READ-03", "SELECT-26", "READ-12"],
  why: "What one recv leaves has to be there for the next one.",
  drafts: [wireDraft],
  judge: (story) => {
    const channel = wired(story);
    if (channel === null) return null;
    return firstWrong(
      story.all.filter((seen) => readBy(seen) !== "" || isIdle(seen)),
      (seen) => {
        const before = story.all.slice(0, seen.at + 1);
        const sent = before
          .filter((one) => isAction(one, "peer.send") && returnedBy(one) === undefined)
          .map((one) => givenBy([], one))
          .join("");
        const read = before.map(readBy).join("");
        const isRight = isIdle(seen) ? read === sent : sent.startsWith(read);
        return isRight
          ? null
          : `By ${called(seen)} ${channel} received ${JSON.stringify(read)}, and the other end sent ${JSON.stringify(sent)}.`;
      },
    );
  },
};

/** Statements about bytes. */
export const OF_DATA: readonly Property[] = [
  SENDS_IN_ORDER,
  PUSHES_IN_ORDER,
  IS_WRITABLE,
  DELIVERS_FIRST,
  SAYS_HOW_MUCH,
  ARRIVES,
  READS,
];

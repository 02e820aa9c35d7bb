// What holds of every message: where it ends is decided by its bytes and its terminator, and not by how they arrived.

import type { Name, Terminator } from "../../spec/program.ts";
import { twinsDraft } from "../generate/streams.ts";
import { firstWrong, type Property } from "./property.ts";
import { isAction, isCall, isEvent, overrides, raisedBy, returnedBy, type Seen, type Story } from "./story.ts";

/** What a chat made of what it received. */
interface Heard {
  /** All that recv gave it. */
  readonly stream: string;
  /** What was collected before each found_terminator. */
  readonly messages: readonly string[];
  /** What was collected after the last one. */
  readonly rest: string;
}

function isOf(seen: Seen, channel: Name): boolean {
  return "of" in seen.observation && seen.observation.of === channel;
}

function heard({ all }: Story, channel: Name): Heard {
  const received = all.filter((seen) => isCall(seen, "recv") && seen.parent !== null && isOf(seen.parent, channel));
  const messages: string[] = [];
  let rest = "";
  for (const seen of all) {
    if (!isOf(seen, channel)) continue;
    if (isEvent(seen, "collect_incoming_data")) rest += String(seen.observation.args?.[0] ?? "");
    if (!isEvent(seen, "found_terminator")) continue;
    messages.push(rest);
    rest = "";
  }
  return { stream: received.map((seen) => String(returnedBy(seen) ?? "")).join(""), messages, rest };
}

/** Whether nothing but its own reading decides what a chat hears: all went well, and the play was not cut off. */
function isCalm(story: Story): boolean {
  const failed = story.all.some((seen) => isEvent(seen) && raisedBy(seen) !== undefined);
  return !failed && !story.exhausted && !story.all.some((seen) => isEvent(seen, "handle_error", "handle_close"));
}

function isChat({ program, all }: Story, channel: Name): boolean {
  return (
    program.channels[channel]?.base === "async_chat" && all.some((seen) => isAction(seen, "new") && isOf(seen, channel))
  );
}

/** The terminators a channel was given, first by a step and then by each found_terminator. */
function terminators({ all }: Story, channel: Name): readonly Terminator[] {
  return all.flatMap(({ action }) =>
    action?.op === "set_terminator" && action.channel === channel ? [action.terminator] : [],
  );
}

/** The one terminator a channel ever had. */
function onlyTerminator(story: Story, channel: Name): Terminator | undefined {
  const [only, ...others] = terminators(story, channel);
  const isForeign = overrides(story, channel, "get_terminator", "recv", "handle_read_event", "handle_read");
  return others.length > 0 || isForeign ? undefined : only;
}

function shown({ messages, rest }: Pick<Heard, "messages" | "rest">): string {
  return `${messages.map((message) => JSON.stringify(message)).join(", ") || "no message"} and ${JSON.stringify(rest)} left`;
}

const CUTS: Property = {
  id: "chat/does-not-mind-the-cuts",
  title: "Whatever way the input is cut into pieces, the same messages are found in it",
  clauses: ["CHAT-06", "CHAT-04", "CHAT-07", "CHAT-10"],
  why: "The network cuts where it likes, also through a terminator or a count.",
  drafts: [twinsDraft],
  judge: (story) => {
    const [one, other] = Object.keys(story.program.channels).filter((channel) => isChat(story, channel));
    if (one === undefined || other === undefined || !isCalm(story)) return null;
    const [first, second] = [heard(story, one), heard(story, other)];
    const asked = [one, other].map((channel) => JSON.stringify(terminators(story, channel).slice(0, 1)));
    const told = [one, other].map((channel) =>
      JSON.stringify(story.program.channels[channel]?.on?.found_terminator).replaceAll(`"${channel}"`, ""),
    );
    if (first.stream !== second.stream || asked[0] !== asked[1] || told[0] !== told[1]) return null;
    const [left, right] = [shown(first), shown(second)];
    return left === right
      ? null
      : `Of ${JSON.stringify(first.stream)} ${one} found ${left}, and ${other}, to which it came in other pieces, ${right}.`;
  },
};

/** How much of `text` may be the beginning of `terminator`. */
function heldBack(text: string, terminator: string): number {
  for (let length = terminator.length - 1; length > 0; length -= 1)
    if (text.endsWith(terminator.slice(0, length))) return length;
  return 0;
}

function foundAmiss(
  story: Story,
  wanted: (terminator: Terminator, stream: string) => Pick<Heard, "messages" | "rest"> | null,
): string | null {
  if (!isCalm(story)) return null;
  const chats = Object.keys(story.program.channels).filter((channel) => isChat(story, channel));
  return firstWrong(chats, (channel) => {
    const terminator = onlyTerminator(story, channel);
    const got = heard(story, channel);
    const right = terminator === undefined ? null : wanted(terminator, got.stream);
    if (right === null || shown(got) === shown(right)) return null;
    return `Of ${JSON.stringify(got.stream)} with the terminator ${JSON.stringify(terminator)} ${channel} found ${shown(got)}, and should have ${shown(right)}.`;
  });
}

const BETWEEN: Property = {
  id: "chat/finds-what-stands-between-terminators",
  title: "With bytes as terminator, the messages are what stands between them, and what may begin one is held back",
  clauses: ["CHAT-04", "CHAT-05", "CHAT-06"],
  why: "A terminator that is collected, or one that is found too late, shifts every message that follows.",
  drafts: [twinsDraft],
  judge: (story) =>
    foundAmiss(story, (terminator, stream) => {
      if (typeof terminator !== "string" || terminator === "") return null;
      const parts = stream.split(terminator);
      const last = parts.at(-1) ?? "";
      return { messages: parts.slice(0, -1), rest: last.slice(0, last.length - heldBack(last, terminator)) };
    }),
};

const COUNTED: Property = {
  id: "chat/finds-as-many-as-it-counts",
  title:
    "With a number as terminator, exactly so many bytes make the message, and whatever follows is collected without an end",
  clauses: ["CHAT-07", "CHAT-08"],
  why: "The count goes down with every piece, and is 0 by the time the message is announced.",
  drafts: [twinsDraft],
  judge: (story) =>
    foundAmiss(story, (terminator, stream) => {
      if (typeof terminator !== "number" || terminator <= 0) return null;
      if (stream.length < terminator) return { messages: [], rest: stream };
      return { messages: [stream.slice(0, terminator)], rest: stream.slice(terminator) };
    }),
};

const UNENDED: Property = {
  id: "chat/collects-all-without-a-terminator",
  title: "Without a terminator everything is collected as it comes, and nothing is found",
  clauses: ["CHAT-09"],
  why: "None, 0 and empty bytes all mean that there is no end to look for.",
  drafts: [twinsDraft],
  judge: (story) =>
    foundAmiss(story, (terminator, stream) =>
      terminator === null || terminator === 0 || terminator === "" ? { messages: [], rest: stream } : null,
    ),
};

/** Statements about messages. */
export const OF_CHAT: readonly Property[] = [CUTS, BETWEEN, COUNTED, UNENDED];

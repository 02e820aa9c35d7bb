// What holds of every listener and of every connection that is being made: who hears of what, and in which order.

import type { Name } from "../../spec/program.ts";
import { loopbackDraft } from "../generate/loopback.ts";
import { accepterDraft } from "../generate/losses.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { firstWrong, type Property } from "./property.ts";
import {
  called,
  isAction,
  isCall,
  isEvent,
  isPass,
  isUnfinished,
  overrides,
  raisedBy,
  returnedBy,
  type Seen,
  type Story,
} from "./story.ts";

const BOTH = [loopbackDraft, scriptedDraft] as const;

/** Called by a pass itself, and not by a handler or by the program. */
function isServed(seen: Seen): boolean {
  return isPass(seen.parent) || isEvent(seen.parent, "handle_read_event", "handle_write_event");
}

/** After these nobody knows from a trace alone what a channel is: they close it, change its flags or make it anew. */
function endsWhatIsKnown(seen: Seen, channel: Name): boolean {
  if (isAction(seen, "close_all")) return true;
  const { observation } = seen;
  if (!("of" in observation) || observation.of !== channel) return false;
  return (
    isAction(seen, "close", "set", "new", "create_socket") || isEvent(seen, "handle_close", "handle_error", "close")
  );
}

/** The events `names` that a pass calls of a channel while it is surely listening. */
function servedWhileListening({ all, program }: Story, ...names: readonly string[]): Seen | undefined {
  const served = Object.keys(program.channels).map((channel) => {
    let listening = false;
    return all.find((seen) => {
      const { observation } = seen;
      if (endsWhatIsKnown(seen, channel)) listening = false;
      else if (isAction(seen, "listen") && observation.kind === "action" && observation.of === channel)
        listening = true;
      return listening && isEvent(seen, ...names) && seen.observation.of === channel && isServed(seen);
    });
  });
  return served.find((seen) => seen !== undefined);
}

const NEVER_READS: Property = {
  id: "accept/a-listener-never-reads",
  title: "A listening channel gets handle_accept for its read events, and never handle_read or handle_connect",
  clauses: ["ACCEPT-13", "ACCEPT-04", "READ-01"],
  why: "There is nothing to read from a listening socket: whoever tries gets an error, and closes the listener for it.",
  drafts: [...BOTH, accepterDraft],
  judge: (story) => {
    const seen = servedWhileListening(story, "handle_read", "handle_connect");
    return seen === undefined ? null : `${called(seen)} was called although its channel listens.`;
  },
};

const NEVER_WRITES: Property = {
  id: "accept/a-listener-never-writes",
  title: "A listening channel never gets handle_write, whatever its writable answers and whatever the system reports",
  clauses: ["ACCEPT-13", "WRITE-02", "SELECT-05"],
  why: "The default writable is true of listeners, too.",
  drafts: [...BOTH, accepterDraft],
  judge: (story) => {
    const seen = servedWhileListening(story, "handle_write");
    return seen === undefined ? null : `${called(seen)} was called although its channel listens.`;
  },
};

/** The channels whose greetings are the implementation's own doing: nothing changes their flags or calls their events by hand. */
function greeted({ all, program }: Story): readonly Name[] {
  return Object.keys(program.channels).filter(
    (channel) => !all.some((seen) => isAction(seen, "set", "call") && seen.observation.of === channel),
  );
}

function endOf({ all }: Story, seen: Seen): number {
  const { depth } = seen.observation;
  const end = all.findIndex(({ observation }, at) => at > seen.at && observation.depth <= depth);
  return end === -1 ? all.length : end;
}

function greetedTwice(story: Story, channel: Name): string | null {
  const greetings = story.all.filter((seen) => isEvent(seen, "handle_connect") && seen.observation.of === channel);
  return firstWrong([...greetings.entries()], ([index, greeting]) => {
    const before = greetings
      .slice(0, index)
      .findLast((one) => raisedBy(one) === undefined && endOf(story, one) <= greeting.at);
    if (before === undefined) return null;
    const since = story.all.slice(before.at, greeting.at);
    const connects = since.some((seen) => isAction(seen, "connect", "new") && seen.observation.of === channel);
    return connects ? null : `${called(greeting)} was called again, and connect was not, since ${called(before)}.`;
  });
}

const GREETS_ONCE: Property = {
  id: "connect/greets-once",
  title: "handle_connect is called once for each connect, unless it raised",
  clauses: ["CONNECT-24", "CONNECT-09"],
  why: "A read event and a write event can both complete a connection, often in the same pass.",
  drafts: BOTH,
  judge: (story) =>
    firstWrong(
      greeted(story).filter((channel) => !overrides(story, channel, "handle_connect_event")),
      (channel) => greetedTwice(story, channel),
    ),
};

const FIRST_EVENTS = ["handle_read", "handle_write"] as const;

/** A handler of a channel that asked for a connection and heard nothing of it yet. */
function ungreeted({ all }: Story, channel: Name): Seen | undefined {
  let connecting = false;
  return all.find((seen) => {
    const { observation } = seen;
    const isOwn = "of" in observation && observation.of === channel;
    if (endsWhatIsKnown(seen, channel) || (isOwn && isEvent(seen, "handle_connect"))) connecting = false;
    else if (isOwn && isAction(seen, "connect")) connecting = !hasNoSocket(seen) && !isGreeting(seen.parent, channel);
    return connecting && isOwn && isEvent(seen, ...FIRST_EVENTS) && isServed(seen);
  });
}

/** Inside handle_connect: when that returns the channel is connected, whatever it asked for meanwhile. */
function isGreeting(seen: Seen | null, channel: Name): boolean {
  if (seen === null) return false;
  return (isEvent(seen, "handle_connect") && seen.observation.of === channel) || isGreeting(seen.parent, channel);
}

/** Asked of a channel without a socket, or with an address nobody has: it did not get as far as the socket. */
function hasNoSocket(seen: Seen): boolean {
  return raisedBy(seen) !== undefined && raisedBy(seen)?.kind !== "os";
}

const GREETS_FIRST: Property = {
  id: "connect/greets-first",
  title: "handle_connect comes before the first handle_read and handle_write of a channel that asked for a connection",
  clauses: ["CONNECT-07", "CONNECT-08"],
  why: "Programs set up in handle_connect what their other handlers use.",
  drafts: BOTH,
  judge: (story) =>
    firstWrong(
      greeted(story).filter((channel) => !overrides(story, channel, "handle_connect_event")),
      (channel) => {
        const seen = ungreeted(story, channel);
        return seen === undefined ? null : `${called(seen)} was called before handle_connect.`;
      },
    ),
};

/** What accept gave to a handle_accept of the implementation's own, and what became of it. */
function handedOn(story: Story, taken: Seen): string | null {
  const { parent } = taken;
  if (!isEvent(parent, "handle_accept") || overrides(story, parent.observation.of, "handle_accept", "accept"))
    return null;
  const pair = returnedBy(taken);
  const isPair = typeof pair === "object" && pair !== null && "pair" in pair;
  const next = parent.inside[parent.inside.indexOf(taken) + 1];
  if (!isPair)
    return isEvent(next, "handle_accepted")
      ? `${called(next)} was called although ${called(taken)} gave no connection.`
      : null;
  if (isUnfinished(story, parent) && next === undefined) return null;
  const { of } = parent.observation;
  if (!isEvent(next, "handle_accepted"))
    return `${called(taken)} gave a connection, and ${of}.handle_accepted was not called.`;
  const isSame = JSON.stringify(next.observation.args) === JSON.stringify(pair.pair);
  return isSame ? null : `${called(next)} was not given what ${called(taken)} gave.`;
}

const HANDS_ON: Property = {
  id: "accept/hands-on-what-it-took",
  title:
    "The default handle_accept hands the socket and the address that accept gave to handle_accepted, and nothing else ever",
  clauses: ["ACCEPT-05"],
  why: "A client that went away before it was accepted leaves nothing to hand on.",
  drafts: [scriptedDraft, accepterDraft],
  judge: (story) =>
    firstWrong(
      story.all.filter((seen) => isCall(seen, "accept")),
      (taken) => handedOn(story, taken),
    ),
};

/** Statements about listeners and connections. */
export const OF_CONNECTIONS: readonly Property[] = [NEVER_READS, NEVER_WRITES, GREETS_ONCE, GREETS_FIRST, HANDS_ON];

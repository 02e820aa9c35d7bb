// What holds of every end: channels that close, connections that are lost, exceptions that leave a handler.

import type { ErrnoName } from "../../spec/errno.ts";
import type { Name } from "../../spec/program.ts";
import type { StateObservation } from "../../spec/trace.ts";
import { crowdDraft } from "../generate/crowds.ts";
import { loopbackDraft } from "../generate/loopback.ts";
import { lossDraft } from "../generate/losses.ts";
import { scriptedDraft } from "../generate/scripted.ts";
import { firstWrong, type Property } from "./property.ts";
import { allRounds, type Round } from "./rounds.ts";
import {
  called,
  isAction,
  isCall,
  isEvent,
  isOverPoll,
  isPass,
  isUnfinished,
  overrides,
  raisedBy,
  returnedBy,
  type Seen,
  type Story,
  within,
} from "./story.ts";

const BOTH = [loopbackDraft, scriptedDraft] as const;

const LOST = new Set<ErrnoName>(["ECONNRESET", "ENOTCONN", "ESHUTDOWN", "ECONNABORTED", "EPIPE", "EBADF"]);

/** The state of a channel after the step that `seen` is, if it was recorded then or before. */
function stateAfter({ all }: Story, seen: Seen, channel: Name): StateObservation | undefined {
  const next = all.findIndex((later, at) => at > seen.at && isAction(later) && later.parent === null);
  const known = all.slice(0, next === -1 ? undefined : next).map(({ observation }) => observation);
  return known.findLast((one): one is StateObservation => one.kind === "state" && one.of === channel);
}

function closedAmiss(story: Story, seen: Seen): string | null {
  if (!isAction(seen, "close") || seen.parent !== null || raisedBy(seen) !== undefined) return null;
  const { of = "" } = seen.observation;
  if (
    isUnfinished(story, seen) ||
    story.trace.at(-1)?.kind === "exhausted" ||
    overrides(story, of, "close", "del_channel")
  )
    return null;
  const state = stateAfter(story, seen, of);
  if (state === undefined) return null;
  const flag = (["connected", "accepting", "connecting"] as const).find((name) => state[name] === true);
  if (flag !== undefined) return `After ${called(seen)} ${of} is still ${flag}.`;
  return state.socket === "open" ? `After ${called(seen)} the socket of ${of} is still open.` : null;
}

const CLEARS: Property = {
  id: "close/leaves-nothing-behind",
  title: "After close a channel is neither connected nor accepting nor connecting, and its socket is closed",
  clauses: ["CLOSE-01", "CLOSE-13"],
  why: "A flag that stays makes the next event go to the wrong handler.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) => firstWrong(story.all, (seen) => closedAmiss(story, seen)),
};

/** What is done to maps, sockets and flags behind a channel's back, or more than once, makes of map and socket two things. */
function isPlain({ program, all }: Story, channel: Name): boolean {
  const tampered = all.some((seen) =>
    isAction(seen, "map.put", "map.remove", "map.clear", "socket.close", "set_socket", "close_all"),
  );
  const own = all.filter(({ observation }) => observation.kind === "action" && observation.of === channel);
  const touched = own.some((seen) => isAction(seen, "add_channel", "del_channel", "socket.closeOf", "set"));
  const sockets = all.flatMap(({ action }) =>
    action?.op === "new" && action.socket !== undefined ? [action.socket] : [],
  );
  const opened = own.filter((seen) => isAction(seen, "new", "create_socket")).length;
  const bare = own.some(({ action }) => action?.op === "new" && action.socket === undefined);
  const on = program.channels[channel]?.on ?? {};
  const overridden = ["close", "add_channel", "del_channel"].some((event) => Object.hasOwn(on, event));
  return !tampered && !touched && !overridden && new Set(sockets).size === sockets.length && opened <= (bare ? 2 : 1);
}

const IN_MAP: Property = {
  id: "map/holds-whoever-is-open",
  title: "A channel is in a map exactly while its socket is open",
  clauses: ["MAP-01", "CLOSE-01"],
  why: "A closed channel that stays in the map makes the next wait fail for all; an open one that is in none is never served.",
  drafts: BOTH,
  judge: (story) =>
    firstWrong(
      Object.keys(story.program.channels).filter((channel) => isPlain(story, channel)),
      (channel) =>
        firstWrong(story.all, ({ observation, at }) => {
          if (observation.kind !== "state" || observation.of !== channel) return null;
          const [open, held] = [observation.socket === "open", observation.maps.length > 0];
          if (open === held) return null;
          return open
            ? `At observation ${at + 1} the socket of ${channel} is open, and no map holds ${channel}.`
            : `At observation ${at + 1} ${channel} is still in a map, and has no open socket.`;
        }),
    ),
};

/** Where in a pass over select a channel was closed for good by the program: nobody makes it or its socket anew in this pass. */
function lateCall(story: Story, { pass, served }: Round): string | null {
  const inner = within(story, pass);
  const closes = inner.filter((seen) => isAction(seen, "close") && raisedBy(seen) === undefined);
  return firstWrong(closes, (close) => {
    const { of = "" } = isAction(close) ? close.observation : {};
    const ways = ["new", "create_socket", "add_channel", "set_socket", "del_channel", "set", "map.put"] as const;
    const renewed = story.all.some(
      (seen) => isAction(seen, ...ways) && seen.observation.of === of && seen.parent !== null,
    );
    if (
      renewed ||
      overrides(story, of, "close", "del_channel", "handle_connect_event", "handle_read_event", "handle_write_event")
    )
      return null;
    if (
      story.all.filter((seen) => isAction(seen, "new", "create_socket", "add_channel") && seen.observation.of === of)
        .length > 2
    )
      return null;
    const holder = served.findLast((seen) => seen.at < close.at);
    const late = served.find(
      (seen) => seen.at > close.at && seen.observation.of === of && !isEvent(seen, "handle_error"),
    );
    const isRest =
      holder?.observation.of === of && isEvent(holder, "handle_connect") && served[served.indexOf(holder) + 1] === late;
    return late === undefined || isRest
      ? null
      : `${called(late)} was called after ${called(close)} had taken ${of} out of the map.`;
  });
}

const NO_LATE_CALLS: Property = {
  id: "select/calls-nobody-who-left",
  title: "A channel that was closed earlier in a pass over select gets none of its events any more in that pass",
  clauses: ["SELECT-12", "SELECT-13", "CLOSE-11"],
  why: "Whoever remembers whom select reported, and does not look into the map again, calls the dead.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) =>
    firstWrong(
      allRounds(story).filter(({ pass }) => !isOverPoll(story, pass)),
      (round) => lateCall(story, round),
    ),
};

const CLOSES_SILENTLY: Property = {
  id: "close/does-not-announce-itself",
  title: "close never calls handle_close",
  clauses: ["CLOSE-03"],
  why: "handle_close usually calls close, and a program that closes by itself needs no telling.",
  drafts: BOTH,
  judge: (story) =>
    firstWrong(story.all, (seen) => {
      const { parent } = seen;
      if (!isEvent(seen, "handle_close") || !isAction(parent, "close")) return null;
      const { of } = parent.observation;
      return of !== seen.observation.of || overrides(story, of, "close")
        ? null
        : `${called(seen)} was called by ${called(parent)}.`;
    }),
};

/** Whether a handle_close of `channel` follows within the same call, or the play was over first. */
function isFollowedByClose(story: Story, seen: Seen, channel: Name): boolean {
  const siblings = seen.parent?.inside ?? [];
  const after = siblings.slice(siblings.indexOf(seen) + 1);
  const [next] = after.filter(({ observation: { kind } }) => kind !== "written" && kind !== "exhausted");
  if (next === undefined) return seen.parent !== null && isUnfinished(story, seen.parent);
  return isEvent(next, "handle_close") && next.observation.of === channel;
}

/** The channel that made a recv or send by itself, in a call of its own; null when somebody else's code lies between. */
function madeBy(story: Story, { parent }: Seen, method: "recv" | "send"): Name | null {
  const isOwn =
    isAction(parent, method, "push", "initiate_send", "push_with_producer", "call") ||
    isEvent(parent, "handle_read", "handle_write", method);
  if (!isOwn || isPass(parent)) return null;
  const { of } = parent.observation;
  return of === undefined || !Object.hasOwn(story.program.channels, of) ? null : of;
}

const NOTICES_THE_END: Property = {
  id: "read/notices-the-end",
  title: "A recv that gets no bytes calls handle_close before it returns",
  clauses: ["READ-04", "READ-09"],
  why: "The end of a stream is an empty read, and nothing else tells of it.",
  drafts: [scriptedDraft, lossDraft],
  judge: (story) =>
    firstWrong(
      story.all.filter((seen) => isCall(seen, "recv", "read")),
      (seen) => {
        const channel = madeBy(story, seen, "recv");
        if (channel === null || returnedBy(seen) !== "" || isFollowedByClose(story, seen, channel)) return null;
        return `${called(seen)} got no bytes, and ${channel}.handle_close was not called.`;
      },
    ),
};

const NOTICES_LOSS: Property = {
  id: "write/notices-lost-connections",
  title: "A send or recv that finds the connection lost calls handle_close, and raises nothing",
  clauses: ["WRITE-06", "READ-05", "ERROR-12"],
  why: "Six errnos mean that the connection is gone, and their neighbours do not.",
  drafts: [scriptedDraft, lossDraft],
  judge: (story) =>
    firstWrong(
      story.all.filter((seen) => isCall(seen, "recv", "send")),
      (seen) => {
        const channel = madeBy(story, seen, seen.observation.call === "send" ? "send" : "recv");
        const errno = raisedBy(seen)?.errno;
        if (channel === null || errno === undefined || errno === "EAGAIN") return null;
        const closes = isFollowedByClose(story, seen, channel);
        if (LOST.has(errno))
          return closes ? null : `${called(seen)} failed with ${errno}, and ${channel}.handle_close was not called.`;
        const isUnsure =
          seen.parent === null || isUnfinished(story, seen.parent) || !isAction(seen.parent, "recv", "send");
        return isUnsure || !closes
          ? null
          : `${called(seen)} failed with ${errno}, which is no lost connection, and ${channel}.handle_close was called.`;
      },
    ),
};

const HANDLERS = ["handle_read", "handle_write", "handle_expt", "handle_accept", "handle_connect"] as const;
const PASSING = new Set(["exit-now", "interrupt", "system-exit"]);

/** On 2.7 errors of a wait, and errors of files, are of classes of their own, and no lost connections. */
function isOfAnotherClass(story: Story, seen: Seen): boolean {
  if (Object.values(story.program.channels).some(({ base }) => base === "file_dispatcher")) return true;
  return within(story, seen).some((inner) => isPass(inner) && raisedBy(inner) !== undefined);
}

/** The handlers a pass called that raised, each with what it raised and with what the pass called next. */
function failures(
  story: Story,
): readonly { seen: Seen; kind: string; errno: ErrnoName | undefined; next: Seen | undefined }[] {
  return story.all.flatMap((seen) => {
    const raised = raisedBy(seen);
    if (raised === undefined || !isEvent(seen, ...HANDLERS) || !isPass(seen.parent)) return [];
    const after = seen.parent.inside.slice(seen.parent.inside.indexOf(seen) + 1);
    const [next] = after.filter(({ observation: { kind } }) => kind !== "written" && kind !== "exhausted");
    return isUnfinished(story, seen.parent) && next === undefined
      ? []
      : [{ seen, kind: raised.kind, errno: raised.errno, next }];
  });
}

const TO_HANDLE_ERROR: Property = {
  id: "error/reaches-handle-error",
  title:
    "What leaves a handler of a pass goes to that channel's handle_error, or over poll to handle_close if the connection is lost",
  clauses: ["ERROR-01", "SELECT-17", "POLL-11", "POLL-12"],
  why: "An exception that is swallowed, or that ends the loop for everybody, is the worst thing a server can do with it.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) =>
    firstWrong(failures(story), ({ seen, kind, errno, next }) => {
      if (PASSING.has(kind) || !isEvent(seen) || seen.parent === null || isOfAnotherClass(story, seen)) return null;
      const isLost = errno !== undefined && LOST.has(errno) && isOverPoll(story, seen.parent);
      const wanted = isLost ? "handle_close" : "handle_error";
      const { of } = seen.observation;
      const isCalled = isEvent(next, wanted) && next.observation.of === of;
      return isCalled ? null : `${called(seen)} raised (${errno ?? kind}), and ${of}.${wanted} was not called next.`;
    }),
};

const PASSES_THROUGH: Property = {
  id: "error/lets-exits-through",
  title: "ExitNow, an interrupt and a system exit out of a handler end the pass at once and leave it as they are",
  clauses: ["ERROR-02", "ERROR-01"],
  why: "Whoever guards handlers against everything cannot be stopped any more.",
  drafts: [...BOTH, crowdDraft],
  judge: (story) =>
    firstWrong(failures(story), ({ seen, kind, next }) => {
      if (!PASSING.has(kind) || seen.parent === null) return null;
      if (next !== undefined) return `${called(seen)} raised ${kind}, and its pass went on with ${called(next)}.`;
      return raisedBy(seen.parent)?.kind === kind
        ? null
        : `${called(seen)} raised ${kind}, and ${called(seen.parent)} did not.`;
    }),
};

/** Statements about ends and errors. */
export const OF_ENDINGS: readonly Property[] = [
  CLEARS,
  IN_MAP,
  NO_LATE_CALLS,
  CLOSES_SILENTLY,
  NOTICES_THE_END,
  NOTICES_LOSS,
  TO_HANDLE_ERROR,
  PASSES_THROUGH,
];

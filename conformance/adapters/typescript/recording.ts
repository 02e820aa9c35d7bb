// Recording subclasses of the implementation's classes, and recording objects: every event is observed, then follows its reaction.
// Knows how events are called and answered; the actions of a reaction are played elsewhere.

import type { Base, ChannelEvent, EventName, Name, Plain, Reaction } from "../../../spec/program.ts";
import type { EventObservation } from "../../../spec/trace.ts";
import { errorOf } from "./errors.ts";
import { eventsOf, methodOf, OBJECT_EVENTS } from "./events.ts";
import type { Playing } from "./playing.ts";
import type { AsyncoreModule, DispatcherClass, ProducerShape } from "./shape.ts";
import { returnOf, show, showReturned } from "./values.ts";

type Method = (this: object, ...args: unknown[]) => unknown;
type ReactionsByEvent = { readonly [event in EventName]?: readonly Reaction[] };

const CLASS_OF = {
  dispatcher: "Dispatcher",
  dispatcher_with_send: "DispatcherWithSend",
  file_dispatcher: "FileDispatcher",
  async_chat: "AsyncChat",
} as const satisfies Record<Base, keyof AsyncoreModule>;

/** The implementation's class for `base`, if it has one. What it is constructed with differs: a socket, or a file. */
export function baseClass(module: AsyncoreModule, base: Base): DispatcherClass | undefined {
  return module[CLASS_OF[base]] as DispatcherClass | undefined;
}

/** Whose events these are: a play, the name somebody has in it, and the reactions. */
interface Recorded {
  readonly playing: Playing;
  readonly of: Name;
  readonly on: ReactionsByEvent;
}

/** Where a recording subclass has who it records for. */
const RECORDED = Symbol("recorded");

function recordedOf(channel: object): Recorded {
  return (channel as { [RECORDED]: Recorded })[RECORDED];
}

/** What is the same in every recording subclass, by the class they are of and by base: making it takes longer than most plays. */
const STAND_INS = new WeakMap<DispatcherClass, Map<Base, DispatcherClass>>();

/** A subclass of `own` that records the events which every channel of `base` has. It sets nothing, and nothing is set on it. */
function standingIn(own: DispatcherClass, base: Base): DispatcherClass {
  const ofOwn = STAND_INS.get(own) ?? new Map<Base, DispatcherClass>();
  STAND_INS.set(own, ofOwn);
  const known = ofOwn.get(base);
  if (known !== undefined) return known;
  const made = class extends own {};
  for (const event of eventsOf(base)) recordEvent(made, own, event);
  ofOwn.set(base, made);
  return made;
}

function recordEvent(made: DispatcherClass, own: DispatcherClass, event: ChannelEvent): void {
  const original: unknown = Reflect.get(own.prototype, methodOf(event));
  if (typeof original !== "function") return; // A base that lacks the event has nothing to record.
  define(made.prototype, methodOf(event), observed(recordedOf, event, original as Method));
}

/** The recording subclass of the channel `name`: one for each play, so that nothing set on it outlives the play. */
export function recordingClass(playing: Playing, name: Name): DispatcherClass {
  const known = playing.classes.get(name);
  if (known !== undefined) return known;
  const { base, on = {} } = playing.program.channels[name] ?? { base: "dispatcher" };
  const own = baseClass(playing.module, base) ?? playing.module.Dispatcher;
  const always = eventsOf(base);
  const made = class extends standingIn(own, base) {};
  Object.defineProperty(made, "name", { value: name, configurable: true });
  Object.defineProperty(made.prototype, RECORDED, { value: { playing, of: name, on } satisfies Recorded });
  for (const event of Object.keys(on) as ChannelEvent[]) if (!always.includes(event)) recordEvent(made, own, event);
  playing.classes.set(name, made);
  return made;
}

/** An object for a map that is no channel. Its methods are recorded, and return nothing without a reaction. */
export function recordingObject(playing: Playing, name: Name): object {
  const { accepting, on = {} } = playing.program.objects?.[name] ?? {};
  const made: object = accepting === undefined ? {} : { accepting };
  const recorded = { playing, of: name, on };
  for (const event of OBJECT_EVENTS) {
    define(
      made,
      methodOf(event),
      observed(
        () => recorded,
        event,
        () => undefined,
      ),
    );
  }
  return made;
}

/** A producer of the program: all it has is a recorded `more`. The empty `length` makes it false, as everything empty is. */
export function recordingProducer(playing: Playing, name: Name): ProducerShape {
  const { truth, on = {} } = playing.program.producers?.[name] ?? {};
  const made = truth === false ? { length: 0 } : {};
  const recorded = { playing, of: name, on };
  define(
    made,
    methodOf("more"),
    observed(
      () => recorded,
      "more",
      () => undefined,
    ),
  );
  return made as ProducerShape;
}

function define(holder: object, method: string, value: Method): void {
  Object.defineProperty(holder, method, { value, writable: true, configurable: true });
}

/** The method that stands in for `original`; `whose` says for whom it records. */
function observed(whose: (self: object) => Recorded, event: EventName, original: Method): Method {
  return function standIn(this: object, ...args: unknown[]): unknown {
    const { playing, of, on } = whose(this);
    const { names, recorder, calls } = playing;
    names.enter(of, this);
    const runOriginal = () => original.apply(this, args);
    // handleError is given the error it is about, which the original takes from the interpreter instead.
    const shown = event === "handle_error" ? [] : args.map((arg) => show(arg, names));
    const beginning = { kind: "event", event, of, ...(shown.length === 0 ? {} : { args: shown }) } as const;
    return recorder.observe<EventObservation, unknown>(beginning, (observation) => {
      const reaction = reactionFor(on[event] ?? [], calls.add(event, of));
      const handled = event === "handle_error" && args.length > 0;
      if (handled) playing.errors.push(args[0]);
      try {
        const value = reaction === undefined ? runOriginal() : react(playing, event, reaction, args, runOriginal);
        recorder.returned(observation, showReturned(event, value, names));
        return value;
      } finally {
        if (handled) playing.errors.pop();
      }
    });
  };
}

/** Reactions are used up, one per call; the last one repeats. */
function reactionFor(reactions: readonly Reaction[], before: number): Reaction | undefined {
  return reactions[Math.min(before, reactions.length - 1)];
}

function react(
  playing: Playing,
  event: EventName,
  reaction: Reaction,
  args: readonly unknown[],
  runOriginal: () => unknown,
): unknown {
  if (isPlain(reaction)) return returnOf(event, reaction);
  (reaction.args ?? []).forEach((name, index) => {
    const value = args[index];
    if (name !== null && typeof value === "object" && value !== null) playing.names.name(name, value);
  });
  let returned: unknown;
  playing.originals.push(runOriginal);
  try {
    for (const action of reaction.do ?? []) {
      const value = playing.act(action);
      if (action.op === "super") returned = value;
    }
  } finally {
    playing.originals.pop();
  }
  if (reaction.raise !== undefined) throw errorOf(reaction.raise, playing.module.ExitNow);
  if (reaction.return !== undefined) return returnOf(event, reaction.return);
  return returned === undefined && event === "accept" ? null : returned; // Where nothing is written null.
}

function isPlain(reaction: Reaction): reaction is Plain {
  return typeof reaction !== "object" || reaction === null || Array.isArray(reaction);
}

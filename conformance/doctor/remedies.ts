// What to do about what a doctor finds, for whoever wrote an adapter and for whoever wrote a module that the suite's own
// adapter plays. Only sentences; who is examined chooses the column.

import { RPC_ERRORS } from "../../spec/adapter.ts";

/** Who is examined: an adapter of somebody's own, or a module behind the suite's. */
export type Subject = "adapter" | "module";

/** What can be wrong, each with what to do. */
export interface Remedies {
  readonly answerAlways: string;
  readonly readLines: string;
  readonly playWhatIsSent: string;
  readonly startAgain: string;
  readonly unknownMethod: string;
  readonly unknownAction: string;
  readonly lookFirst: string;
  readonly playIt: string;
  readonly writeIt: string;
  readonly alone: string;
  readonly twice: string;
  readonly steps: string;
  readonly states: string;
  readonly events: string;
}

/** For whoever wrote an adapter. */
const FOR_ADAPTERS: Remedies = {
  answerAlways:
    'Answer every request, one that cannot be done with an error, and stay alive: ADAPTERS.md, "The messages".',
  readLines:
    'Read bytes until a line feed, however many of them come at once, and take nothing else for the end of a line; write each answer and flush it: ADAPTERS.md, "The messages".',
  playWhatIsSent:
    'Play the program that was sent, and show what is in it by its own names: ADAPTERS.md, "The rules of playing".',
  startAgain:
    'Leave nothing behind that keeps another of you from starting, whatever ended you, no lock, no port, no file of a fixed name: ADAPTERS.md, "The messages".',
  unknownMethod: `Answer a method you do not know with error ${RPC_ERRORS.methodNotFound}, so that newer suites can talk to you: ADAPTERS.md, "The messages".`,
  unknownAction: `Answer a program with an action you do not know with error ${RPC_ERRORS.unsupported} and data.unsupported, which names it: ADAPTERS.md, rule 13.`,
  lookFirst:
    "Look at every action of a program, those of reactions too, before you play the first: ADAPTERS.md, rule 13.",
  playIt:
    'Play it, and answer with its trace: ADAPTERS.md, "The rules of playing". What everybody is asked for: ADAPTERS.md, "Shaking hands".',
  writeIt:
    'Write them, the most frequent first: `certify` fails each scenario that is refused, because what it needs is declared. ADAPTERS.md, "All actions" and "What is recorded of each action".',
  alone:
    "When a play ends, close its sockets, empty the global map and restore every class attribute it changed: ADAPTERS.md, rule 11.",
  twice:
    "Show names instead of numbers, and record observations in the order in which they happen: ADAPTERS.md, rules 4 and 6.",
  steps: "Write an observation for each step when it begins, at depth 0, whatever comes of it: ADAPTERS.md, rule 4.",
  states:
    "After each step add a state observation for every constructed channel whose state is new: ADAPTERS.md, rule 9.",
  events:
    "Override every event of a channel by a method that records it and then does what the original does: ADAPTERS.md, rule 2.",
};

const COME_BACK = "Let every method come back: nothing may end the process or wait without being asked to.";

/** For whoever wrote a module: how it is played is not their affair. */
const FOR_MODULES: Remedies = {
  answerAlways: COME_BACK,
  readLines: COME_BACK,
  playWhatIsSent: COME_BACK,
  startAgain: "Let the module be loaded again, whatever ended the process that had loaded it.",
  unknownMethod: COME_BACK,
  unknownAction: COME_BACK,
  lookFirst: COME_BACK,
  playIt: `${COME_BACK} A loop with a count ends after as many passes, one over an empty map at once.`,
  writeIt: COME_BACK,
  alone: "Keep channels in the map they were given and nowhere else, and what a channel is set to on that channel.",
  twice:
    "Serve channels in the order in which they came into the map, and let neither time nor chance decide anything.",
  steps: COME_BACK,
  states: COME_BACK,
  events:
    "Have loop and poll ask each channel of the map for readable and writable, and call its methods by their names, so that a subclass can override them: spec/SPEC.md, SELECT and DISPATCHER.",
};

/** What to do, for whom. */
export const REMEDIES: Readonly<Record<Subject, Remedies>> = { adapter: FOR_ADAPTERS, module: FOR_MODULES };

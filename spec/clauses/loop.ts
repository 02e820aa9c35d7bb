// The clauses of area LOOP: what the driver does between its first pass and its last.
// Knows when passes are made and when they end; what happens inside a pass is in SELECT and POLL.

import type { ClauseTable } from "../clause.ts";

/** The clauses of area LOOP. */
export const LOOP = {
  "LOOP-01": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence: "Enters a control loop that ends only after all channels have been closed. All arguments are optional.",
    },
    text: "Without a limit, loop() makes one pass after another for as long as its map holds a channel. It looks at the map before each pass, so that on an empty map it returns at once, without waiting.",
    corrected:
      "The loop also ends when `count` passes are done, and when an exception leaves a pass: an exit exception, one of readable() or writable(), or an error of the wait itself.",
    hint: "Ask whether the map is empty before each pass, the first one included, never only after it.",
  },
  "LOOP-02": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "The timeout argument sets the time limit of the select() or poll() calls, measured in seconds; the default is 30 seconds.",
    },
    text: "`timeout` is in seconds, 30 by default, and is the longest time each single pass waits: it starts anew with every pass.",
    corrected:
      "When nobody is interested in anything the select pass sleeps that long instead of waiting, and the poll pass waits whole milliseconds, cut off.",
    hint: "Hand `timeout` to the wait of every pass as it was given; do not count down what is left of it, and do not return at once when nothing is ready.",
  },
  "LOOP-03": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "The use_poll argument, if true, says that poll() is to be used in preference to select() (the default is False).",
    },
    text: "loop() makes its passes over select(2) by default, and over poll(2) when `use_poll` is true.",
    corrected:
      "The two are not interchangeable: they serve in a different order, and a reset or a full hang-up calls handle_close twice over poll and once over select.",
    hint: "Check the default of `use_poll`, and that each of the two passes has its own order of service.",
  },
  "LOOP-04": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, loop()" },
    text: "On a system without poll(2) the wish for it is not heard: loop() makes its passes over select(2), and nothing is raised.",
    hint: "Ask whether there is a poll before the first pass, and fall back without a word.",
  },
  "LOOP-05": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "The map argument is a dictionary whose items are the channels to watch. If map is omitted, a global map is used.",
    },
    text: "loop() asks and serves the channels of the map it is given and no others; without a map, or with none for it, those of the global map.",
    hint: "Look up the global map when the loop is called, and only when no map was given; never serve both.",
  },
  "LOOP-06": {
    level: "must",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py: loop(), poll(), poll2(), close_all(), dispatcher.__init__()",
    },
    text: "A map that was given is used even when it is empty: loop(), a single pass and close_all() then do nothing at all, and a channel constructed with it is registered in it. Only the absence of a map means the global one.",
    hint: "Test for absence, never for emptiness: `map or the_global_map` is wrong where an empty map is false.",
  },
  "LOOP-07": {
    level: "must",
    profile: "documented",
    authority: { kind: "later", where: "Library reference of 3.11, asyncore.loop(): the count parameter" },
    text: "`count` limits the number of passes: the loop ends after that many, or as soon as the map is empty, whichever comes first. Every pass counts, also one in which nothing happened.",
    hint: "Count passes, not events, and still look at the map before each pass.",
  },
  "LOOP-08": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, loop()" },
    text: "A `count` of zero or less makes no pass at all; an absent one means no limit. Passes go on while what is left is greater than zero, so that 2.5 gives three.",
    hint: "Zero must not be taken for absence: compare with `greater than zero` after testing for absence.",
  },
  "LOOP-09": {
    level: "must",
    profile: "documented",
    authority: {
      kind: "seed",
      sentence:
        "Calling loop() activates the service of the channels, which goes on until the last channel, including any added to the map during asynchronous service, is closed.",
    },
    text: "A channel that a handler registers while the loop runs keeps the loop going and is served from the next pass on, even when every channel the loop began with is gone by then.",
    hint: "Look at the map itself before each pass, not at a copy made when the loop began.",
  },
  "LOOP-10": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: loop(), poll(), poll2(), poll3()" },
    text: "loop() and the passes poll(), poll2() and poll3() return nothing; poll3() is another name of poll2(). loop() takes timeout, use_poll, map and count, in this order, and a pass takes timeout, 0 unless told, and map.",
    hint: "Do not return the number of events served.",
  },
  "LOOP-11": {
    level: "should",
    profile: "exact",
    authority: {
      kind: "source",
      where: "asyncore.py: poll(), poll2()",
    },
    text: "An exception of readable() or writable() does not go to handle_error(): it leaves the pass and the loop at once, before any wait, with later channels not asked and the map unchanged.",
    hint: "Guard handlers only; the questions at the start of a pass are unguarded.",
  },
  "LOOP-12": {
    level: "must",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py, loop()" },
    text: "When an exception leaves the loop, every channel stays registered and open as it was, and calling loop() again goes on serving them.",
    hint: "No `finally` that closes channels or empties the map.",
  },
  "LOOP-13": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: poll(), poll2()" },
    text: "A `timeout` of none waits without limit in both passes. When no channel is interested in anything, the select pass hands it to the sleep, which refuses it with a type error.",
    hint: "Hand on the absence of a limit; do not turn it into 0 or 30.",
  },
  "LOOP-14": {
    level: "may",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: poll(), poll2()" },
    text: "A negative `timeout` is not checked. Over select the wait refuses it, with a value error (EINVAL on 2.7) that leaves the loop; over poll it means no limit, except that less than a millisecond is cut off to zero.",
    hint: "Do not clamp the timeout; leave the refusal to the wait.",
  },
  "LOOP-15": {
    level: "should",
    profile: "exact",
    authority: { kind: "source", where: "asyncore.py: loop(), poll(), poll2()" },
    text: "Whether a map is empty is asked by its truth value: a mapping that is false counts as empty although it holds channels.",
    hint: "Use the language's own test of truth where it has one, not the number of items.",
  },
} as const satisfies ClauseTable;

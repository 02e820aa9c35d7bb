// The ways of running one module: its blocking loop or the one on Node's event loop, over poll or over epoll.
// Knows what each asks of the module; whether one of them plays asyncore is what the suite is for.

import type { AsyncoreModule, LoopOptions } from "./shape.ts";

/** A way of running a module: on which loop, and whether what programs ask of poll is asked of epoll instead. */
export interface Variant {
  readonly asyncLoop: boolean;
  readonly overEpoll: boolean;
  /** How reports name it; nothing for the plain way. */
  readonly words?: string;
}

/** The plain way: the blocking loop, over the pass a program names. */
export const PLAIN: Variant = { asyncLoop: false, overEpoll: false };

/** The others, by the name `--variant` knows them under. */
export const VARIANTS: Readonly<Record<string, Variant>> = {
  async: { asyncLoop: true, overEpoll: false, words: "async loop" },
  epoll: { asyncLoop: false, overEpoll: true, words: "epoll" },
  "async-epoll": { asyncLoop: true, overEpoll: true, words: "async loop, epoll" },
};

/** What `variant` needs and `module` does not export. */
export function missingForVariant(module: AsyncoreModule, { asyncLoop, overEpoll }: Variant): string | null {
  if (asyncLoop && module.loopAsync === undefined) return "loopAsync";
  return overEpoll && module.epoll === undefined ? "epoll" : null;
}

/** `module` as it is played in `variant`: over epoll, whatever asks for poll is given epoll. */
export function moduleIn({ overEpoll }: Variant, module: AsyncoreModule): AsyncoreModule {
  const { epoll } = module;
  if (!overEpoll || epoll === undefined) return module;
  const moved = <Options extends LoopOptions>(options: Options | undefined) =>
    options?.usePoll ? { ...options, pollster: "epoll" as const } : options;
  const { loop, loopAsync } = module;
  return {
    ...module,
    loop: (options) => loop(moved(options)),
    ...(loopAsync === undefined ? {} : { loopAsync: (options) => loopAsync(moved(options)) }),
    poll2: epoll,
    poll3: epoll,
  };
}

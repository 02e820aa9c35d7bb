// Colours by what they mean. Knows nothing of terminals: whoever makes a paint has decided whether there are colours.

import pc from "picocolors";

/** What a piece of text is, to a reader. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
}

/** A paint with colours, or without. */
export function paintWith(colours: boolean): Paint {
  const { green, red, yellow, bold, dim } = pc.createColors(colours);
  return { good: green, bad: red, warn: yellow, strong: bold, faint: dim };
}

// A broken adapter: U+2028 ends a line for it, as it does for some readers of lines, and not for JSON.

import { serve } from "./refuses-everything.ts";

let begun = "";
process.stdin.setEncoding("utf8").on("data", (text: string) => {
  const lines = (begun + text).split(/\n|\u2028/);
  begun = lines.pop() ?? "";
  for (const line of lines) serve(line);
});

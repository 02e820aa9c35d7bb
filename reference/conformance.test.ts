// The whole suite on the reference: the ten lines a third party writes. ASYNCORE_ADAPTER puts another implementation here.

import { fileURLToPath } from "node:url";
import { adapterWords, conformance } from "../conformance/vitest.ts";
import type { Profile, Target } from "../spec/clause.ts";

const { ASYNCORE_ADAPTER, ASYNCORE_TARGET, ASYNCORE_PROFILE } = process.env;

conformance({
  ...(ASYNCORE_ADAPTER
    ? { adapter: adapterWords(ASYNCORE_ADAPTER) }
    : { module: fileURLToPath(new URL("index.ts", import.meta.url)) }),
  ...(ASYNCORE_TARGET ? { target: ASYNCORE_TARGET as Target } : {}),
  ...(ASYNCORE_PROFILE ? { profile: ASYNCORE_PROFILE as Profile } : {}),
});

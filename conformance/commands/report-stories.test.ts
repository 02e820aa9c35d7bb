// Whether the line that plays a case of a report again says as much as the report knows.

import { expect, it } from "vitest";
import { CASES, reportOfEverything, TODAY, withCases } from "../testing/stories.ts";
import { storyOf } from "./report-stories.ts";

it("a case is played again by an interpreter that is here, where the oracle lived, with the modules an adapter found", async () => {
  const recorded = await reportOfEverything();
  const { oracle, environment, cases } = recorded;
  const live = withCases(recorded, cases, {
    oracle: oracle && { ...oracle, kind: "live" },
    environment: { ...environment, pythonPath: "my backport" },
  });
  const [one, other] = [recorded, live].map((report) => storyOf(report, "folder", TODAY, CASES).failures[0]?.replay);

  expect(one).toBe("npx asyncore-conformance run loop/case-0 -- fake");
  expect(other).toBe("PYTHONPATH='my backport' npx asyncore-conformance run loop/case-0 --oracle auto -- fake");
});

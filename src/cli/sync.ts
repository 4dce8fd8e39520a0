import { WHERE, workerOf } from "./asking.ts";
import { commandLine, front } from "./front.ts";

const SAYS =
  "Asks the deployed Worker for a run now, without waiting for the quarter of an hour. What it did: GET /health, the dashboard.";

await front(commandLine("sync", SAYS).addHelpText("after", WHERE), async () => {
  await workerOf(process.env)("/api/sync", {});
  console.log("A run was asked for: it begins in a few seconds, or follows the one that is under way.");
  return 0;
});

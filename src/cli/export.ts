import { putJson, WHERE, workerOf } from "./asking.ts";
import { commandLine, front, writable } from "./front.ts";

const SAYS = "Everything Krug holds about the person with this address, and only that person's own, as JSON.";

const asked = commandLine("export", SAYS)
  .argument("<email>", "an address the person goes by")
  .option("--json <file>", "writes it to a file instead of printing it", writable)
  .addHelpText("after", WHERE);

await front<{ json?: string }>(asked, async ({ json = "-" }, email = "") => {
  putJson(json, await workerOf(process.env)(`/api/export?email=${encodeURIComponent(email)}`));
  return 0;
});

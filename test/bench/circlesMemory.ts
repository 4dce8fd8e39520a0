// Plans circles in a process of its own, so that memory is theirs alone. Argument: what planCircleRounds is asked, as JSON.
import { type CirclesRequest, planCircleRounds } from "../../src/core/rules/circles/circles.ts";

const requests: CirclesRequest[] = JSON.parse(process.argv[2] ?? "[]");
for (const request of requests) planCircleRounds(request);
console.log(Math.round(process.resourceUsage().maxRSS / 1024));

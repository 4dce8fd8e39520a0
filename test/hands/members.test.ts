import { members } from "./kinds/members.ts";
import { playKind } from "./scenario.ts";

playKind(members);

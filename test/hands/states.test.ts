import { states } from "./kinds/states.ts";
import { playKind } from "./scenario.ts";

playKind(states);

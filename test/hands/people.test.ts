import { people } from "./kinds/people.ts";
import { playKind } from "./scenario.ts";

playKind(people);

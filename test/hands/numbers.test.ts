import { numbers } from "./kinds/numbers.ts";
import { playKind } from "./scenario.ts";

playKind(numbers);

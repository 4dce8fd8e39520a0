import { forms } from "./kinds/forms.ts";
import { playKind } from "./scenario.ts";

playKind(forms);

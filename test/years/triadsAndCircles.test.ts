import { keepPromises } from "./keepsPromises.ts";

keepPromises("triadsAndCircles");

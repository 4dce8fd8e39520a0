import { keepPromises } from "./keepsPromises.ts";

keepPromises("mentoring");

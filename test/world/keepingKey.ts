/** Under which the worlds of tests keep what was said in confidence. */
export const KEEPING_KEY = "a-key-for-keeping-that-only-tests-know";

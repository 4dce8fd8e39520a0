/** Thrown when another run has taken the lease: whoever lost it makes no call any more. */
export class LeaseLost extends Error {
  constructor() {
    super("another run holds the lease");
    this.name = "LeaseLost";
  }
}

/** The seals that a vendor put on its thoughts, and which thoughts they were put on. */
export class Seals {
  readonly #vendor: string;
  readonly #issued = new Map<string, string>();

  constructor(vendor: string) {
    this.#vendor = vendor;
  }

  /** A new seal for a thought, in the alphabet that all vendors use. */
  issue(thought: string): string {
    const words = `sealed thought ${this.#issued.size + 1} of ${this.#vendor}, which nobody else can read. `;
    const seal = Buffer.from(words.repeat(4)).toString('base64');
    this.#issued.set(seal, thought);
    return seal;
  }

  /** True for a thought that was told, word for word. */
  told(thought: unknown): boolean {
    return [...this.#issued.values()].some((one) => one === thought && one !== '');
  }

  /** The thought that a seal was put on; undefined for a seal that is not this vendor's, or was changed. */
  thoughtOf(seal: unknown): string | undefined {
    return typeof seal === 'string' ? this.#issued.get(seal) : undefined;
  }
}

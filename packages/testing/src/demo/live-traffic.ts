import { type Random, randomFrom } from '../simulator/random.ts';

/** What is called: routes, and models by their name. The last is sick as long as the demo runs. */
const called = [
  ...['answers', 'answers', 'answers', 'summaries', 'summaries'],
  ...['openai/gpt-4.1', 'groq/llama-3.3-70b-versatile', 'anthropic/claude-haiku-4-5'],
  'anthropic/claude-sonnet-4-5',
] as const;

/** The model that answers nothing but 503, for its circuit to be seen open. */
export const sickModel = 'claude-sonnet-4-5';

const together = 24;
const calmMs = 350;
const longText = 'A weir is a low dam that regulates a river and measures it. '.repeat(160);

/** First tokens with a tight body and a rare tail, as vendors have them. */
function firstMs(random: Random): number {
  const isLate = random.between(1, 100) > 95;
  return isLate ? random.between(900, 1_600) : random.between(110, 320);
}

function bodyOf(random: Random): string {
  const [name, ...names] = called;
  const isLong = random.between(1, 6) === 1;
  const words = `first=${firstMs(random)} chunks=${random.between(6, 14)} delay=150 output=${random.between(120, 420)}`;
  const tokens = isLong ? 'input=2600 cached=1400' : `input=${random.between(80, 700)} cached=60`;
  const left = random.between(6, 9) * 10;
  const content = `${isLong ? longText : 'What does a weir do?'} [[sim ${words} ${tokens} left=${left}]]`;
  return JSON.stringify({
    model: random.pick([name, ...names]),
    stream: true,
    messages: [{ role: 'user', content }],
  });
}

export type LiveTraffic = {
  readonly gatewayUrl: string;
  readonly gatewayKey: string;
  /** So many calls at once, at first. */
  readonly first: number;
};

/** Calls through the gateway, again and again, until it is stopped; resolves when the first ones are answered. */
export async function startLiveTraffic({ gatewayUrl, gatewayKey, first }: LiveTraffic): Promise<{ stop(): void }> {
  const random = randomFrom(11);
  const headers = { authorization: `Bearer ${gatewayKey}`, 'content-type': 'application/json' };
  const leaving = new AbortController();
  const call = async (): Promise<void> => {
    try {
      const init = { method: 'POST', headers, body: bodyOf(random), signal: leaving.signal };
      await (await fetch(`${gatewayUrl}/v1/chat/completions`, init)).text();
    } catch {
      // Left, or the gateway is gone: nobody waits for these answers.
    }
  };
  for (let left = first; left > 0; left -= together) await Promise.all(Array.from({ length: together }, call));
  const timer = setInterval(() => void call(), calmMs);
  return {
    stop() {
      clearInterval(timer);
      leaving.abort();
    },
  };
}

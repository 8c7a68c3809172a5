import { StateDot, type Tone } from '../ui/badge.tsx';
import { Time } from '../ui/time.tsx';
import { type GatewayKey, type KeyState, keyState } from './gateway-key.ts';

const words: Readonly<Record<KeyState, { readonly tone: Tone; readonly label: string }>> = {
  active: { tone: 'good', label: 'Active' },
  expiring: { tone: 'warn', label: 'Expires soon' },
  grace: { tone: 'info', label: 'Rotated' },
  expired: { tone: 'neutral', label: 'Expired' },
  revoked: { tone: 'neutral', label: 'Revoked' },
};

/** The state of a key in words, with when it changes where that matters. */
export function KeyStateWords({ gatewayKey }: { readonly gatewayKey: GatewayKey }) {
  const state = keyState(gatewayKey, Date.now());
  const { tone, label } = words[state];
  return (
    <span className="inline-grid max-sm:justify-items-end">
      <StateDot tone={tone}>{label}</StateDot>
      {state === 'grace' && (
        <span className="text-xs text-quiet sm:pl-3.5">
          old key ends <Time at={gatewayKey.graceUntil} />
        </span>
      )}
    </span>
  );
}

import { FirstCall } from '../../status/first-call.tsx';
import { Parts } from '../../status/parts.tsx';
import { readStatus } from '../../status/read-status.ts';

export const dynamic = 'force-dynamic';

export default async function StatusPage() {
  const { parts, gatewayUrl } = await readStatus();
  const isWell = parts.every((part) => part.state === 'good');
  return (
    <main>
      <header>
        <h1>Weir</h1>
        <span className="quiet">{isWell ? 'All parts are working' : 'Some parts need attention'}</span>
      </header>
      <Parts parts={parts} />
      <FirstCall gatewayUrl={gatewayUrl} />
    </main>
  );
}

'use client';
import { useViewer } from '../shell/viewer.tsx';
import { CodeBlock } from '../ui/code-block.tsx';

/** The request that rates an answer. */
export function RateSnippet() {
  const { gatewayUrl } = useViewer();
  const code = [
    `curl ${gatewayUrl}/v1/feedback \\`,
    '  -H "Authorization: Bearer $WEIR_KEY" \\',
    '  -H "Content-Type: application/json" \\',
    `  -d '{"callId": "CALL_ID", "score": 1}'`,
  ].join('\n');
  return <CodeBlock label="Rate an answer, from 0 (useless) to 1 (right)" code={code} />;
}

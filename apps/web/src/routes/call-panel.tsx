'use client';
import type { RouteView } from '@weir/services/routes/view';
import { useState } from 'react';
import { useHref } from '../shell/project.ts';
import { useViewer } from '../shell/viewer.tsx';
import { ButtonLink } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Notice } from '../ui/notice.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { callSnippets } from './call-snippets.ts';

/** How a client calls the route: by its name, as `model`. */
export function CallPanel({ route }: { readonly route: RouteView }) {
  const { gatewayUrl } = useViewer();
  const href = useHref();
  const snippets = callSnippets({ gatewayUrl, name: route.name });
  const [language, setLanguage] = useState('curl');
  const snippet = snippets.find(({ id }) => id === language) ?? snippets[0];
  return (
    <div className="grid grid-cols-1 gap-3">
      <p className="text-sm text-quiet">
        Clients say <code className="text-text">{`model: "${route.name}"`}</code>, in any dialect. Only the name stands
        in their code: what is behind it can change.
      </p>
      {route.publishedVersion === null && (
        <Notice kind="warn">Nothing is published yet, so a call is answered with 404.</Notice>
      )}
      <Segmented
        label="Language"
        choices={snippets.map(({ id, label }) => ({ value: id, label }))}
        value={language}
        onChange={setLanguage}
      />
      {snippet !== undefined && <CodeBlock label={snippet.label} code={snippet.code} />}
      <div className="flex flex-wrap gap-2">
        <ButtonLink size="sm" href={href('calls', { route: route.name })}>
          Its calls
        </ButtonLink>
        <ButtonLink size="sm" href={href('keys')}>
          Gateway keys
        </ButtonLink>
      </div>
    </div>
  );
}

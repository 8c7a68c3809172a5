'use client';
import { Download } from 'lucide-react';
import { useOrganization } from '../shell/viewer.tsx';
import { buttonClasses } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { CodeBlock } from '../ui/code-block.tsx';

const contents = [
  'The organization, its projects, members, teams and invitations.',
  'Gateway keys, provider keys and management tokens: names, limits and dates, never a secret or its hash.',
  'Prices of its own.',
  'Every call and every attempt: model, tokens by bucket, cost and its source, times.',
  'The audit log.',
];

/** Everything of the organization, to take away. */
export function ExportCard() {
  const { slug } = useOrganization();
  return (
    <Card title="Download everything" description="One file with all that Weir holds of this organization.">
      <div className="grid grid-cols-1 gap-4">
        <ul className="grid list-disc gap-1 pl-5 text-sm">
          {contents.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
        <p className="max-w-[72ch] text-sm text-quiet">
          The file is lines of JSON, each <code>{'{"kind": …, "row": …}'}</code>. Its last line has the kind{' '}
          <code>end</code> and the count of rows: a file without it was cut short. It comes as it is read, so that a
          large one takes its time in the browser’s downloads; this page can be left meanwhile.
        </p>
        <div>
          <a
            className={buttonClasses({ look: 'primary' })}
            href={`/api/export/${slug}/organization.ndjson`}
            download={`weir-${slug}.ndjson`}
          >
            <Download className="size-4" aria-hidden="true" />
            Download
          </a>
        </div>
        <CodeBlock label="Rows by kind, with jq" code={`jq -r .kind weir-${slug}.ndjson | sort | uniq -c`} />
      </div>
    </Card>
  );
}

import { openSql } from '@weir/db/sql/client';
import { labelFeedback } from './label-feedback.ts';
import { learnProject } from './learn-project.ts';

/** Learns for one project, told on its standard input by nobody: started by a test that kills it. */
const [url = '', home = '{}'] = process.argv.slice(2);
const sql = openSql(url, { max: 2 });
await sql`select 1`;
process.stdout.write('ready\n');
await labelFeedback(sql);
await learnProject(sql, JSON.parse(home));
process.stdout.write('done\n');
await sql.end();

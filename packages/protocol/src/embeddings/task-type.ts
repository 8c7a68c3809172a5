import { entryOf } from '../json-read.ts';
import type { EmbeddingPurpose } from './embeddings.ts';

/** https://ai.google.dev/api/embeddings#TaskType */
const tasks: Readonly<Record<EmbeddingPurpose, string>> = {
  query: 'RETRIEVAL_QUERY',
  document: 'RETRIEVAL_DOCUMENT',
  similarity: 'SEMANTIC_SIMILARITY',
  classification: 'CLASSIFICATION',
  clustering: 'CLUSTERING',
  question: 'QUESTION_ANSWERING',
  fact: 'FACT_VERIFICATION',
  code_query: 'CODE_RETRIEVAL_QUERY',
};

const purposes: Readonly<Record<string, EmbeddingPurpose>> = {
  RETRIEVAL_QUERY: 'query',
  RETRIEVAL_DOCUMENT: 'document',
  SEMANTIC_SIMILARITY: 'similarity',
  CLASSIFICATION: 'classification',
  CLUSTERING: 'clustering',
  QUESTION_ANSWERING: 'question',
  FACT_VERIFICATION: 'fact',
  CODE_RETRIEVAL_QUERY: 'code_query',
};

/** Google's word for a purpose. */
export function taskOfPurpose(purpose: EmbeddingPurpose): string {
  return tasks[purpose];
}

/** The purpose that Google's word stands for; undefined for words that are not known. */
export function purposeOfTask(task: string): EmbeddingPurpose | undefined {
  return entryOf(purposes, task);
}

import { providerContract } from '@weir/testing/provider-contract';
import { openai } from './openai.ts';

providerContract(openai, import.meta.dirname);

import { providerContract } from '@weir/testing/provider-contract';
import { groq } from './groq.ts';

providerContract(groq, import.meta.dirname);

import { providerContract } from '@weir/testing/provider-contract';
import { gemini } from './gemini.ts';

providerContract(gemini, import.meta.dirname);

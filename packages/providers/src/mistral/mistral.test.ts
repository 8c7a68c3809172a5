import { providerContract } from '@weir/testing/provider-contract';
import { mistral } from './mistral.ts';

providerContract(mistral, import.meta.dirname);

import { providerContract } from '@weir/testing/provider-contract';
import { together } from './together.ts';

providerContract(together, import.meta.dirname);

import { providerContract } from '@weir/testing/provider-contract';
import { cerebras } from './cerebras.ts';

providerContract(cerebras, import.meta.dirname);

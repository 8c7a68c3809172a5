import { providerContract } from '@weir/testing/provider-contract';
import { fireworks } from './fireworks.ts';

providerContract(fireworks, import.meta.dirname);

import { providerContract } from '@weir/testing/provider-contract';
import { xai } from './xai.ts';

providerContract(xai, import.meta.dirname);

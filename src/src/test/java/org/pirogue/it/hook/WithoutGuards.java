package org.pirogue.it.hook;

import javax.sql.DataSource;
import org.pirogue.ledger.BrokenLedger;
import org.springframework.beans.factory.config.BeanPostProcessor;

/** Takes out of the ledger what makes a delivery's effect that of once: attempts are not recorded before they are posted. */
final class WithoutGuards implements BeanPostProcessor {
    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return bean instanceof DataSource source
                ? new BrokenLedger(source, BrokenLedger.ATTEMPT_FIRST, BrokenLedger.NO_ATTEMPT)
                : bean;
    }
}
